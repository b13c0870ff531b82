/** People of a host: their user managers, and what polkit lets them do. */
import type { SystemdHost } from './systemd-host.ts'

/**
 * Starts a person's own manager, as a login would, and answers with the environment in which their
 * programs find it. Needs libpam-systemd and dbus-user-session.
 */
export async function startUserManager(
  host: SystemdHost,
  user: string,
): Promise<Readonly<Record<string, string>>> {
  const uid = (await host.run(['id', '-u', user])).trim()
  await host.systemctl('start', `user@${uid}.service`)
  const folder = `/run/user/${uid}`
  return { XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/bus` }
}

/** What polkit answers about one unit; `ask` wants the person's password, so it needs an agent. */
export type Answer = 'yes' | 'no' | 'ask'

/**
 * Rules of polkit(8) for `org.freedesktop.systemd1.manage-units` of one user, by unit; `*` is every
 * other one. Other actions keep their defaults: no session of a host is active, so they are refused
 * or asked about.
 */
export async function answerByPolkit(
  host: SystemdHost,
  user: string,
  answers: Readonly<Record<string, Answer>>,
): Promise<void> {
  const results = { yes: 'YES', no: 'NO', ask: 'AUTH_ADMIN' }
  const rule = `polkit.addRule(function (action, subject) {
  if (action.id !== 'org.freedesktop.systemd1.manage-units' || subject.user !== ${JSON.stringify(user)}) return
  var answers = ${JSON.stringify(answers)}, results = ${JSON.stringify(results)}
  var answer = answers[action.lookup('unit')] || answers['*']
  return answer && polkit.Result[results[answer]]
})
`
  host.writeFile(`/etc/polkit-1/rules.d/00-${user}.rules`, rule)
  // It would read them by itself, at a moment that nobody tells.
  await host.systemctl('restart', 'polkit.service')
}
