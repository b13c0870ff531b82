/** Whether the session of the person who asks hangs on what would be stopped. */
import { printable } from '../../../../shared/wording/numbers.ts'

/** What is known of the person's own session. */
export interface SessionFacts {
  /** `SSH_CONNECTION` of sshd(8): client address and port, server address and port; null without. */
  readonly sshConnection: string | null
  /** Units whose cgroups hold Quiesce and its ancestors. */
  readonly ownUnits: readonly string[]
}

/** Units without which no session of this machine goes on (systemd-logind(8), dbus-daemon(1)). */
const everySession =
  /^(?:dbus|dbus-broker|systemd-logind|user@\d+|display-manager|gdm\d?|sddm|lightdm)\.service$/

function serverPort(sshConnection: string | null): number | null {
  const port = Number(sshConnection?.split(' ')[3])
  return Number.isInteger(port) && port > 0 ? port : null
}

/** Why the session hangs on it, as a sentence, or null. `stops` are all units that would stop. */
export function decideOwnSession(
  { sshConnection, ownUnits }: SessionFacts,
  { stops, ports }: { readonly stops: readonly string[]; readonly ports: readonly number[] },
): string | null {
  const own = stops.find((unit) => ownUnits.includes(unit))
  if (own !== undefined) return `Quiesce itself runs in ${printable(own)}, which would stop.`
  const port = serverPort(sshConnection)
  if (port !== null && ports.includes(port)) {
    const peer = printable(sshConnection?.split(' ')[0] ?? '')
    return `Your own SSH connection from ${peer} comes in on its port ${port}.`
  }
  const basic = stops.find((unit) => everySession.test(unit))
  return basic === undefined ? null : `Your own session hangs on ${printable(basic)}.`
}
