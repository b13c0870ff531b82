/** What a stop of a unit will do, in words, before anything is sent. */
import type { Member } from '../../../../shared/process.ts'
import type { RunUnit, UnitImpact, UnitSettings } from '../../../../shared/unit.ts'
import { count } from '../../../../shared/wording/numbers.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { runsExecStop, stopPhaseOf } from './sub-states.ts'
import { commandWords, someWords } from './unit-words.ts'

/** The sentence of the plan's `stop` step, without a full stop. */
export function sayUnitStop(unit: RunUnit, members: readonly Member[]): string {
  const { activeState, subState } = unit.state
  const isDown = activeState === 'inactive' || activeState === 'failed'
  if (isDown && unit.state.hasJob === true)
    return `stops ${unit.name}: it is ${activeState}, and its start, which waits for others, is cancelled`
  if (isDown) return `${unit.name} is ${activeState} already: systemd has nothing to stop`
  if (stopPhaseOf(unit.state) !== null)
    return `${unit.name} is being stopped already (${subState}): systemd goes on with that`
  const parts = [...sayCommands(unit), ...saySignals(unit.settings, members), ...sayPost(unit)]
  return `stops ${unit.name}: ${parts.join(', then ')}`
}

function sayCommands(unit: RunUnit): readonly string[] {
  if (!runsExecStop(unit)) return []
  return [`it runs ${unit.settings.execStop.map(commandWords).join(', then ')}`]
}

const sayPost = ({ settings }: RunUnit): readonly string[] =>
  settings.execStopPost.length === 0
    ? []
    : [`it runs ${settings.execStopPost.map(commandWords).join(', then ')} at the end`]

/** KillMode= says who gets it: systemd.kill(5). SIGCONT follows, so that stopped processes hear it. */
function saySignals(settings: UnitSettings, members: readonly Member[]): readonly string[] {
  if (settings.killMode === 'none')
    return ['nobody is signalled (KillMode=none), and whoever is left goes on running']
  const signal = signalWord(settings.killSignal)
  const hup = settings.sendSighup ? ', and SIGHUP right after it' : ''
  const counted = members.filter((m) => m.kept === null)
  if (settings.killMode === 'control-group') {
    const all = counted.length === 0 ? 'every process of it' : sayAll(counted.length)
    return [`${signal} to ${all}${hup}`]
  }
  const main = members.find((m) => m.main)
  const who = main === undefined ? 'the main process' : `the main process (${main.identity.pid})`
  if (settings.killMode === 'process')
    return [`${signal} to ${who} alone${hup}: the others go on running (KillMode=process)`]
  return [`${signal} to ${who}${hup}`, ...sayMixed(settings)]
}

const sayAll = (n: number): string =>
  n === 1 ? 'its one process' : `all ${count(n, 'process', 'processes')}`

const sayMixed = (settings: UnitSettings): readonly string[] => [
  settings.sendSigkill
    ? `${signalWord(settings.finalKillSignal)} to all others as soon as it has ended (KillMode=mixed)`
    : 'nothing to the others (KillMode=mixed with SendSIGKILL=no)',
]

/** What else a stop touches: sentences with a full stop. */
export const sayUnitImpact = (impact: UnitImpact): string[] => [
  ...sayStopsToo(impact),
  ...impact.bringsBack
    .filter((b) => b.when === 'after-a-stop')
    .map((b) => `${capital(b.sentence)}.`),
  ...sayClients(impact),
]

/** A sentence may begin with a unit's name, which keeps its letters. */
const capital = (sentence: string): string =>
  /^(a|nobody) /.test(sentence) ? sentence.slice(0, 1).toUpperCase() + sentence.slice(1) : sentence

function sayStopsToo({ stopsToo }: UnitImpact): readonly string[] {
  if (stopsToo.length === 0) return []
  const names = stopsToo.map((u) => `${u.name} (${u.because})`)
  return [`${count(stopsToo.length, 'unit stops', 'units stop')} with it: ${someWords(names)}.`]
}

function sayClients({ clients, clientsUnknown }: UnitImpact): readonly string[] {
  if (clientsUnknown !== null)
    return [`Who is connected could not be read (${clientsUnknown}): count with some.`]
  const some = clients.filter((c) => c.count > 0)
  return some.map((c) => {
    const peers = c.peers.map((p) => (p.count === 1 ? p.address : `${p.address} (${p.count})`))
    const from = peers.length === 0 ? '' : `: ${someWords(peers)}`
    return `${count(c.count, 'connection is', 'connections are')} open on port ${c.port}${from}.`
  })
}
