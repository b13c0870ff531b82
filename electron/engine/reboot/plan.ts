/** What a reboot would cost, and who stands in its way: asked each time, nothing is changed. */
import { ok, type Result } from '../../../shared/errors.ts'
import type { RebootPlan } from '../../../shared/reboot.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import { bytes, count } from '../../../shared/wording/numbers.ts'
import type { CanReboot, Logind } from './logind.ts'
import type { RebootPorts } from './ports.ts'

/** Why logind will not, or null where it will. */
export function refusalOf(can: CanReboot, canAsk: boolean): string | null {
  switch (can) {
    case 'yes':
      return null
    case 'challenge':
      return canAsk
        ? null
        : 'A reboot needs an administrator’s password, and nothing here could ask for it: run Quiesce as root, or in a desktop session.'
    case 'no':
      return 'You may not reboot this machine: polkit refuses the action org.freedesktop.login1.reboot.'
    case 'na':
      return 'This machine cannot reboot itself: whoever runs it from outside has to.'
  }
}

const noteOf = ({ memberCount, residentBytes, note }: ServiceRow): string =>
  note ?? `${count(memberCount, 'process', 'processes')}, ${bytes(residentBytes)}`

type Asked = Pick<RebootPlan, 'isAsked' | 'people' | 'inhibitors' | 'scheduled' | 'refusal'>

async function askLogind(ports: RebootPorts, logind: Logind): Promise<Result<Asked>> {
  const can = await logind.canReboot()
  if (!can.ok) return can
  const people = await logind.people()
  if (!people.ok) return people
  const inhibitors = await logind.inhibitors()
  if (!inhibitors.ok) return inhibitors
  const scheduled = await logind.scheduled()
  if (!scheduled.ok) return scheduled
  return ok({
    people: people.value,
    inhibitors: inhibitors.value.map(({ who, why, mode, uid }) => ({
      ...{ who, why, mode },
      user: ports.userName(uid),
    })),
    scheduled: scheduled.value && {
      ...scheduled.value,
      ...(await ports.whose(scheduled.value)),
    },
    refusal: refusalOf(can.value, ports.canAsk()),
  })
}

/** The plan. Without logind it holds what is known all the same, and the refusal. */
export async function planReboot(ports: RebootPorts): Promise<Result<RebootPlan>> {
  const advice = ports.advice()
  const [running, runs, asked] = await Promise.all([
    ports.running(),
    ports.liveStops(),
    ports.withLogind((logind) => askLogind(ports, logind)),
  ])
  const services = running
    .toSorted((a, b) => b.residentBytes - a.residentBytes)
    .map((row) => ({ target: row.target, title: row.title, note: noteOf(row) }))
  const refused: Asked = {
    ...{ isAsked: false, people: [], inhibitors: [], scheduled: null },
    refusal: asked.ok ? null : `${asked.error.message} ${asked.error.next}`,
  }
  return ok({
    advice: await advice,
    hostName: ports.hostName,
    services,
    runs,
    ...(asked.ok ? asked.value : refused),
  })
}
