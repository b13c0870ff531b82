/** Waits after the end of a run, and tells whether its service comes back. */
import type { AfterWatch } from '../../shared/after-watch.ts'
import type { RunView } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { WatchLine } from '../../shared/json-watch.ts'
import { duration, printable } from '../../shared/wording/numbers.ts'
import { badUsage, type CommandCall, type DoorEngine, type Option } from './command.ts'
import { toJsonLine } from './json-line.ts'
import { paint } from './terminal.ts'

export const watchOption: Option = {
  name: 'watch',
  value: 'SECONDS',
  sentence:
    'after the stop, watch for so long whether it comes back, and say who started it (at most as long as Quiesce watches: 1 min, 5 min where a timer or socket may start it)',
}

const lookEveryMs = 200
const longestSeconds = 3600

/** How long is wanted, milliseconds; null where nobody asked for it. */
export function readWatch(text: string | undefined): Result<number | null> {
  if (text === undefined) return ok(null)
  const seconds = Number(text)
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds > 0 && seconds <= longestSeconds) {
    return ok(seconds * 1000)
  }
  const next = `Write --watch with seconds, up to ${longestSeconds}.`
  return fail(badUsage(`--watch ${text} is no time to wait.`, next))
}

function toLine(run: string, at: number, watch: AfterWatch): WatchLine {
  const { until, expected, cameBack } = watch
  const first = expected[0] === undefined ? '' : ` ${expected[0].sentence}`
  return {
    type: 'watch',
    run,
    at,
    until,
    cameBack: cameBack !== null,
    sentence: cameBack?.sentence ?? `It did not come back while it was watched.${first}`,
    by: cameBack?.by ?? null,
    expected: [...expected],
    evidence: [...(cameBack?.evidence ?? [])],
  }
}

/** Who may start it again, while somebody could still stop that. */
function tellExpected({ json, world }: CommandCall, { expected }: AfterWatch): void {
  if (json) return
  for (const { sentence, target } of expected) {
    const instead = target === null ? '' : ` To stop that, too: quiesce stop ${target}`
    world.terminal.print(`  ${printable(`${sentence}${instead}`)}`)
  }
}

/** What is known when it came back, its watch is over, the time is, or somebody is impatient. */
async function untilKnown(
  call: CommandCall,
  engine: DoorEngine,
  { run, mostMs }: { readonly run: string; readonly mostMs: number },
): Promise<AfterWatch | null> {
  const { world } = call
  const end = world.now() + mostMs
  const known = Promise.withResolvers<null>()
  const seen: { watch: AfterWatch | null } = { watch: null }
  const see = ({ watch }: RunView): void => {
    if (watch !== undefined && seen.watch === null) tellExpected(call, watch)
    if (watch !== undefined) seen.watch = watch
    if (watch?.cameBack) known.resolve(null)
  }
  const stops = [
    engine.subscribe((event) => {
      if (event.name === 'run' && event.payload.run.id === run) see(event.payload)
    }),
    world.every(lookEveryMs, () => {
      if (world.now() >= Math.min(end, seen.watch?.until ?? end)) known.resolve(null)
    }),
    world.onSignal(() => {
      known.resolve(null)
    }),
  ]
  try {
    const now = await engine.request('run.get', { run })
    if (now.ok) see(now.value)
    await known.promise
    return seen.watch
  } finally {
    for (const stop of stops) stop()
  }
}

/** Watches an ended run so long, and prints what came of it; true where its service came back. */
export async function watchAfter(
  call: CommandCall,
  engine: DoorEngine,
  { run }: RunView,
  mostMs: number,
): Promise<boolean> {
  const { terminal } = call.world
  const isDown =
    run.phase.kind === 'ended' && ['stopped', 'killed'].includes(run.phase.outcome.kind)
  if (!isDown) return false
  if (!call.json) {
    terminal.print(`It is down. Watching for ${duration(mostMs)} whether it comes back.`)
  }
  const watch = await untilKnown(call, engine, { run: run.id, mostMs })
  if (watch === null) return false
  const line = toLine(run.id, call.world.now(), watch)
  if (call.json) terminal.print(toJsonLine(line))
  else {
    const sentence = printable(line.sentence)
    terminal.print(line.cameBack ? paint(terminal, 'red', sentence) : sentence)
    const instead = line.by?.target
    if (line.cameBack)
      terminal.print(printable(line.by?.sentence ?? 'Who started it is not known.'))
    for (const { source, line: text } of line.evidence) {
      terminal.print(`  ${printable(source)}: ${printable(text)}`)
    }
    if (line.cameBack && instead) {
      const triggers = instead === run.target ? ' --triggers' : ''
      terminal.print(`To stop that instead: quiesce stop ${printable(instead)}${triggers}`)
    }
  }
  return line.cameBack
}
