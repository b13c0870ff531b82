/** Ports of the service that somebody still holds, or that the kernel has not let go of yet. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import { count, duration } from '../../../../shared/wording/numbers.ts'
import { livingOf } from './dead.ts'
import type { Holder, LeftoverFacts, PortFacts } from './facts.ts'
import { leftover, nameHolders } from './make.ts'

const nameOfPort = ({ port, protocol }: Pick<PortFacts, 'port' | 'protocol'>): string =>
  `${port}/${protocol}`

function whyHeld(facts: LeftoverFacts, by: readonly Holder[]): string {
  if (by.length === 0) return 'Who has it cannot be seen without root.'
  const own = new Set(livingOf(facts).map(({ identity }) => identity.pid))
  const isOwn = by.some(({ pid }) => own.has(pid))
  const whose = isOwn ? 'of the service, and outlived it' : 'of something else'
  return `${nameHolders(by)} has it, ${whose}: a new start of the service cannot bind it.`
}

function judgeHeld(facts: LeftoverFacts, held: PortFacts): Leftover {
  const { by } = held.holding
  const name = nameOfPort(held)
  return leftover('port', {
    key: name,
    label: `Port ${name}`,
    proof: ['The service waited on it, and the kernel still has it bound.'],
    keep: whyHeld(facts, by),
  })
}

/** TIME_WAIT ends when its timer does; the others when the peer answers, or the kernel gives up. */
function judgeEnding(facts: LeftoverFacts, port: number): Leftover {
  const sockets = facts.ending.filter((one) => one.port === port)
  const byState = Map.groupBy(sockets, ({ state }) => state)
  const parts = [...byState].map(([state, list]) => `${list.length} in ${state}`)
  const waits = byState.get('TIME_WAIT') ?? []
  const lastMs = Math.max(0, ...waits.map(({ timerMs }) => timerMs))
  const when = waits.length === 0 ? [] : [`The last of TIME_WAIT ends in ${duration(lastMs)}.`]
  return leftover('time-wait', {
    key: `${port}/tcp`,
    label: `Port ${port}/tcp: ${count(sockets.length, 'connection')} without a process`,
    proof: [`No process has them: ${parts.join(', ')}.`, ...when],
    keep: 'They end by themselves; a daemon that sets SO_REUSEADDR can start beside them.',
  })
}

/** Held ports first; those of a living service are its own. */
export function judgePorts(facts: LeftoverFacts): Leftover[] {
  const { members = [] } = facts.look?.observed ?? {}
  if (members.length > 0) return []
  const ending = [...new Set(facts.ending.map(({ port }) => port))].sort((a, b) => a - b)
  return [
    ...facts.ports.map((held) => judgeHeld(facts, held)),
    ...ending.map((port) => judgeEnding(facts, port)),
  ]
}
