/** Why a SysV service is not stopped. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import { nearest } from '../../../../shared/nearest.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { refusePidFile } from '../refuse-pid-file.ts'
import type { Scene } from '../scene.ts'
import type { Named } from '../suspects.ts'
import { printTarget } from '../target.ts'

/** Scripts of the machine's own start and end: to run one is to switch it off, or worse. */
const ofTheMachine =
  /^(?:rc|rcS|rc\.local|skeleton|functions|halt|reboot|single|killall|killprocs|sendsigs|bootlogs|bootmisc\.sh|check(?:fs|root)(?:-bootclean)?(?:\.sh)?|mount.*|umount.*|hostname(?:\.sh)?|hwclock(?:\.sh)?|kmod|module-init-tools|procps|urandom|rmnologin|networking|network|brightness)$/

/** True for scripts that are no service's, though they are called as one. */
export const isMachineScript = (name: string): boolean => ofTheMachine.test(name)

/** `halt start` halts the machine: nobody means that by stopping or starting a service. */
export const refuseMachineScript = (name: string): QuiesceError | null =>
  isMachineScript(name)
    ? {
        code: 'protected',
        message: `${printable(name)} is no service: the machine runs it when it starts or goes down.`,
        next: 'Quiesce neither runs nor stops it.',
      }
    : null

/** There is no such script. */
export function noScript(path: string, name: string, names: readonly string[]): QuiesceError {
  const near = nearest(name, names).map((one) => printTarget({ kind: 'init', name: one }))
  const [first] = near
  return {
    code: 'unknown-target',
    message: `There is no init script ${printable(path)}.`,
    next: first ? `Did you mean ${first}?` : 'Look with `ls /etc/init.d` at those that there are.',
    candidates: near,
  }
}

/** What the script would signal is not what the service is: its own `stop` would hit somebody else. */
function refuseForScript(
  verdict: PidFileVerdict,
  isAlive: (pid: number) => boolean,
): QuiesceError | null {
  if (verdict.verdict === 'unsafe' || verdict.verdict === 'bad') {
    return refusePidFile(verdict, false, [])
  }
  const names = verdict.pid !== null && isAlive(verdict.pid)
  return verdict.verdict === 'stale' && names ? refusePidFile(verdict, true, []) : null
}

export interface FileRefusalFacts {
  readonly scene: Scene
  readonly pidFiles: readonly PidFileVerdict[]
  /** Those that the script itself declares, where the configuration names another one. */
  readonly scriptFiles: readonly PidFileVerdict[]
  /** The script itself would be run. */
  readonly runsScript: boolean
  readonly hasMembers: boolean
  /** Something says which processes the service has. */
  readonly canTell: boolean
  /** Why the script's own word does not count, or null. */
  readonly unheard: QuiesceError | null
  readonly named: readonly Named[]
}

/** Why the files forbid a run, or null. */
export function refuseForFiles(facts: FileRefusalFacts): QuiesceError | null {
  const { scene, pidFiles, scriptFiles, runsScript, hasMembers, named } = facts
  const isAlive = (pid: number): boolean => scene.table.rows.get(pid)?.alive === true
  if (runsScript) {
    for (const verdict of [...pidFiles, ...scriptFiles]) {
      const refusal = refuseForScript(verdict, isAlive)
      if (refusal) return refusal
    }
  }
  if (hasMembers) return null
  if (named.length > 0) return ambiguous(scene, named)
  const open = pidFiles.find(({ verdict }) => ['unsafe', 'bad', 'unreadable'].includes(verdict))
  if (open) return refusePidFile(open, false, [])
  return facts.canTell ? null : (facts.unheard ?? blind)
}

/** A run would find nobody, and call it stopped while it runs. */
const blind: QuiesceError = {
  code: 'ambiguous-target',
  message:
    'Nothing says which processes the service has: its script names neither a pid file nor a program that can be looked for.',
  next: 'Write one of them down in services.yaml (`pidfile:` or `exe:`), or name the process itself as `pid:N`.',
}

function ambiguous(scene: Scene, named: readonly Named[]): QuiesceError {
  const candidates = named.flatMap(({ pid }) => {
    const row = scene.table.rows.get(pid)
    return row ? [printTarget({ kind: 'pid', pid, startTicks: row.identity.startTicks })] : []
  })
  const [first] = named
  return {
    code: 'ambiguous-target',
    message: `Nobody can tell which process is the service: ${first ? `pid ${first.pid} ${first.why}` : ''}.`,
    next: 'Look at them, and name the one that you mean.',
    candidates,
  }
}
