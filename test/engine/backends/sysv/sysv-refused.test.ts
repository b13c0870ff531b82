import { describe, expect, it } from 'vitest'
import type { ProcessRow } from '../../../../shared/process.ts'
import { pidFileOf, type FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { fakeNow, makeRow, makeTable } from '../../../fakes/rows.ts'
import { debianScript } from '../../parse/init-samples.ts'
import { path, iguana, old, machineOf, ask, look, observe } from './ask-sysv.ts'

describe('a stop that is refused', () => {
  const error = { code: 'untrusted-script', message: 'Others could write it.', next: 'N.' } as const
  const stranger = makeRow({ pid: 100, exe: '/usr/bin/top', startedAt: fakeNow.wall - 5000 })
  it.each<[string, readonly ProcessRow[], FakeMachine, string]>([
    [
      'a script that others could write',
      [iguana],
      machineOf({}, { refusal: error }),
      'untrusted-script',
    ],
    [
      'a pid file that names a stranger, whom the script would signal',
      [stranger],
      machineOf({ pidFiles: { [path]: pidFileOf(100, { writtenAt: old }) } }),
      'stale-pid-file',
    ],
    [
      'a pid file that every user may write',
      [iguana],
      machineOf({ pidFiles: { [path]: pidFileOf(100, { file: { uid: 0, mode: 0o666 } }) } }),
      'unsafe-pid-file',
    ],
    [
      'a pid file with several pids',
      [iguana],
      machineOf({
        pidFiles: { [path]: pidFileOf(0, { content: { ok: false, error: 'several' } }) },
      }),
      'bad-pid-file',
    ],
  ])('%s', (_, rows, machine, code) => {
    expect(observe(rows, machine)).toMatchObject({ ok: false, error: { code } })
    for (const { kept } of look(rows, machine).observed.members) expect(kept).not.toBeNull()
  })

  it('a pid file of the script names a stranger, though the configuration names another file', () => {
    const machine = machineOf({
      configuration: { services: { ig: { init: 'iguana', pidfile: '/run/other.pid' } } },
      pidFiles: {
        '/run/other.pid': pidFileOf(iguana.identity.pid),
        [path]: pidFileOf(77, { writtenAt: old }),
      },
    })
    const other = makeRow({ pid: 77, exe: '/usr/bin/top', startedAt: fakeNow.wall - 5000 })
    const seen = look([iguana, other], machine, 'ig')
    expect(seen.refusal).toMatchObject({ code: 'stale-pid-file' })
    expect(seen.refusal?.message).toContain(path)
    expect(look([iguana], machine, 'ig').refusal).toBeNull()
  })

  it.each(['halt', 'reboot', 'rc', 'single', 'umountfs', 'networking'])(
    'of %s, which is the machine’s own',
    (name) => {
      const script = makeScript(debianScript, {}, `/etc/init.d/${name}`)
      const seen = ask(machineOf({ scripts: { [name]: script } }), `init:${name}`, (b, t) =>
        b.observe(t, makeTable([]), []),
      )
      expect(seen).toMatchObject({ error: { code: 'protected' } })
    },
  )

  it('names the scripts that were probably meant', () => {
    const seen = ask(machineOf(), 'init:iguna', (b, t) => b.look(t, makeTable([])))
    expect(seen).toMatchObject({
      error: { code: 'unknown-target', candidates: ['init:iguana'] },
    })
  })

  it('says why the script is not heard, where nothing else says which processes there are', () => {
    const configuration = { services: { ig: { init: 'iguana', signal: 'INT' } } }
    const seen = look([iguana], machineOf({ configuration }, { refusal: error, text: null }), 'ig')
    expect(seen.refusal).toEqual(error)
    expect(seen.observed.members).toEqual([])
  })

  it('is not, by a script that must not be run, where a signal is configured', () => {
    const machine = machineOf(
      { configuration: { services: { ig: { init: 'iguana', signal: 'INT' } } } },
      { refusal: error },
    )
    const seen = look([iguana], machine, 'ig')
    expect(seen.refusal).toBeNull()
    expect(seen.observed.stopMethod).toEqual({ kind: 'signal', signal: 'INT', scope: 'main' })
  })
})
