import { describe, expect, it } from 'vitest'
import { dropPermission } from '../../../electron/engine/privilege/drop-permission.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import type { Run } from '../../../shared/run.ts'
import { FakeHelpers } from '../../fakes/root-helper.ts'
import { makeRun } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'

const script = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'], place: '' } as const
const base = makeRun('stop/30/ask/KILL/5')
const gone = base.members.map((one) => ({ ...one, gone: { at: base.startedAt, how: 'by-itself' } }))
const runs = {
  'of another user’s daemon': base,
  'by an init script': { ...base, stopMethod: script },
  'all of whom are gone': { ...base, members: gone },
  'of a unit': { ...base, unit: makeUnit() },
  'of a unit whose deadline was moved': { ...base, unit: { ...makeUnit(), movedTo: 'never' } },
} as unknown as Record<string, Run>

const drop = async (
  granted: readonly PrivilegedAction[],
  live: readonly Run[],
  others = true,
): Promise<{ helpers: FakeHelpers; answer: Awaited<ReturnType<typeof dropPermission>> }> => {
  const helpers = new FakeHelpers(...granted)
  const answer = await dropPermission({ helpers, isOthers: () => others, live })
  return { helpers, answer }
}

describe('giving permission back while a run is alive', () => {
  it.each<[string, readonly PrivilegedAction[], boolean]>([
    ['of another user’s daemon', ['signals'], false],
    ['of another user’s daemon', ['stale-files'], true],
    ['of another user’s daemon', ['init-scripts'], true],
    ['by an init script', ['init-scripts'], false],
    ['all of whom are gone', ['signals', 'init-scripts'], true],
    ['of a unit', ['signals', 'deadlines'], true],
    ['of a unit whose deadline was moved', ['deadlines'], false],
    ['of a unit whose deadline was moved', ['signals'], true],
  ])('%s, with %j granted: given back is %s', async (what, granted, given) => {
    const run = runs[what]
    if (run === undefined) throw new Error(what)
    const { helpers, answer } = await drop(granted, [run])
    expect([answer.ok, helpers.drops, helpers.links.size]).toEqual([
      ...[given, given ? 1 : 0, given ? 0 : granted.length],
    ])
  })

  it('names each run that uses it, and says what to do', async () => {
    const other = { ...base, id: 'run-2', title: 'Lizard' }
    const { answer } = await drop(['signals'], [base, other])
    expect(answer).toMatchObject({
      error: {
        code: 'busy',
        message: expect.stringMatching(/\(run \S+\), Lizard \(run run-2\)/) as string,
        next: expect.stringContaining('leave it') as string,
        candidates: [base.id, 'run-2'],
      },
    })
  })

  it('is given back where the run is about one’s own processes, or there is none', async () => {
    expect((await drop(['signals'], [base], false)).answer.ok).toBe(true)
    expect((await drop(['signals'], [])).answer.ok).toBe(true)
  })
})
