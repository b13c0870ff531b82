import { describe, expect, it } from 'vitest'
import { decideWhose } from '../../../electron/engine/reboot/whose.ts'

const nameOf = (uid: number): string => (uid === 0 ? 'root' : `uid ${uid}`)
const ops = { uid: 1000, name: 'ops', nameOf }
const root = { uid: 0, name: 'ops as root', nameOf }

describe('whose plan a shutdown is', () => {
  it.each([
    ['another uid', ops, { uid: 7, recordedBy: null }, { by: 'uid 7', mine: false }],
    [
      'another uid, though we planned that moment',
      ops,
      { uid: 7, recordedBy: 'ops' },
      { by: 'uid 7', mine: false },
    ],
    ['one’s own uid', ops, { uid: 1000, recordedBy: null }, { by: 'uid 1000', mine: true }],
    [
      'root’s, which is everybody’s',
      root,
      { uid: 0, recordedBy: null },
      { by: 'root', mine: false },
    ],
    [
      'one’s own record',
      root,
      { uid: 0, recordedBy: 'ops as root' },
      { by: 'ops as root', mine: true },
    ],
    [
      'a colleague’s record as root',
      root,
      { uid: 0, recordedBy: 'ada as root' },
      { by: 'ada as root', mine: false },
    ],
    [
      'one’s own record before systemd 254',
      ops,
      { uid: null, recordedBy: 'ops' },
      { by: 'ops', mine: true },
    ],
    ['no trace', ops, { uid: null, recordedBy: null }, { by: null, mine: false }],
  ] as const)('by %s', (_name, asker, traces, whose) => {
    expect(decideWhose({ type: 'reboot', ...traces }, asker)).toEqual(whose)
  })
  it('is not ours where it powers off: we only ever plan reboots', () => {
    const traces = { type: 'poweroff', uid: null, recordedBy: 'ops' }
    expect(decideWhose(traces, ops)).toEqual({ by: null, mine: false })
  })
})
