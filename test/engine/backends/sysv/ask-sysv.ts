/** A machine with one init script, and looks at its service. */
import type { Result } from '../../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../../shared/process.ts'
import { stateOf } from '../../../../electron/engine/decide/rows.ts'
import type { Look, Observed } from '../../../../electron/engine/decide/observed.ts'
import type { InitScriptFile } from '../../../../electron/engine/os/init-scripts.ts'
import { fakeBackends, makeMachine, pidFileOf, type FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../../fakes/rows.ts'
import { debianScript } from '../../parse/init-samples.ts'

export const exe = '/usr/sbin/iguana'
export const path = '/run/iguana.pid'
export const iguana = makeRow({ pid: 100, exe })
export const worker = makeWorker(101, iguana)
export const old = fakeNow.wall - 90_000

export const machineOf = (more: Partial<FakeMachine> = {}, script: Partial<InitScriptFile> = {}) =>
  makeMachine({
    scripts: { iguana: makeScript(debianScript, script) },
    executables: [exe],
    pidFiles: { [path]: pidFileOf(100) },
    ...more,
  })

export function ask<T>(
  machine: FakeMachine,
  text: string,
  how: (b: ReturnType<typeof fakeBackends>['sysv'], t: never) => Result<T>,
) {
  const resolved = fakeBackends(machine).resolve(text)
  return resolved.ok ? how(resolved.value.backend, resolved.value.target as never) : resolved
}
export function look(
  rows: readonly ProcessRow[],
  machine = machineOf(),
  text = 'init:iguana',
): Look {
  const seen = ask(machine, text, (b, t) => b.look(t, makeTable(rows)))
  if (!seen.ok) throw new Error(seen.error.message)
  return seen.value
}
export const observe = (
  rows: readonly ProcessRow[],
  machine = machineOf(),
  known: readonly Member[] = [],
) => ask(machine, 'init:iguana', (b, t) => b.observe(t, makeTable(rows), known))
export const pids = ({ members }: Observed): number[] => members.map((m) => m.identity.pid)
export const state = (seen: Look) => stateOf(seen, fakeNow).kind
