/** Init scripts that need root run by the root helper, everything else as oneself. */
import { constants } from 'node:os'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { scriptOf, type ScriptRequest } from '../decide/privilege/script-request.ts'
import { openKeptOutput } from '../os/kept-output.ts'
import { openOutputFile, type OutputFile } from '../os/output-file.ts'
import type { Clock, CommandResult, CommandRunner } from '../os/ports.ts'
import type { RootLine } from '../parse/root-line.ts'
import { createOutputPen } from './output-pen.ts'
import type { RootHelpers, RootLink } from './ports.ts'

const mostOutputBytes = 64 * 1024

export interface RoutedCommandsOf {
  readonly own: CommandRunner
  readonly helpers: RootHelpers
  readonly clock: Clock
}

/**
 * Where permission is there, a script of /etc/init.d runs as root, as its init would run it; asks
 * nobody. As with `own`, one past its timeout is reported and left running.
 */
export function createRoutedCommands({ own, helpers, clock }: RoutedCommandsOf): CommandRunner {
  return {
    async run(argv, timeoutMs, options) {
      const script = scriptOf(argv)
      const link = script && helpers.link('init-scripts')
      if (script === null || link === null) return own.run(argv, timeoutMs, options)
      const keepIn = options?.keepIn
      const headline = `${new Date(clock.now().wall).toISOString()} ${argv.join(' ')}, as root`
      const opened = keepIn === undefined ? openOutputFile() : openKeptOutput(keepIn, headline)
      if (!opened.ok) return opened
      const output = opened.value
      try {
        return await runScript({ link, clock, script, timeoutMs, output })
      } finally {
        output.close()
      }
    },
  }
}

interface ScriptRun {
  readonly link: RootLink
  readonly clock: Clock
  readonly script: ScriptRequest
  readonly timeoutMs: number
  readonly output: OutputFile
}

type Ending = Omit<CommandResult, 'output'>

async function runScript(run: ScriptRun): Promise<Result<CommandResult>> {
  const { link, clock, script, timeoutMs, output } = run
  const done = Promise.withResolvers<Result<Ending>>()
  // A full disk must cost the words alone, not the engine.
  const pen = createOutputPen(output.descriptor)
  let job: number | null = null
  const stop = link.onLine((line) => {
    if (job === null) return
    if (line.kind === 'said' && line.job === job) pen.write(line.bytes)
    if (line.kind === 'job-ended' && line.job === job) done.resolve(ok(endingOf(line)))
  })
  link.onEnd((why) => {
    done.resolve(fail(lostIt(script, why)))
  })
  const disarm = clock.at(later(clock.now(), timeoutMs), () => {
    done.resolve(ok({ status: null, signal: null, timedOut: true }))
  })
  // Synchronously with the answer: what the script says may stand in the very next line.
  link.ask('run', [script.name, script.action], (line) => {
    if (line?.kind === 'started') job = line.job
    else if (line !== null) done.resolve(fail(refuseScript(script, line)))
  })
  const ending = await done.promise
  disarm()
  stop()
  if (!ending.ok) return ending
  const kept = [output.readEnd(mostOutputBytes), pen.gap()].filter(
    (part) => part !== null && part !== '',
  )
  return ok({ ...ending.value, output: kept.join('\n') })
}

const signalName = (wanted: number): string =>
  Object.entries(constants.signals).find(([, number]) => number === wanted)?.[0] ?? `SIG${wanted}`

const endingOf = ({ status, signal }: Extract<RootLine, { kind: 'job-ended' }>): Ending => ({
  status,
  signal: signal === null ? null : signalName(signal),
  timedOut: false,
})

/** It was started, and goes on: nobody tells its end any more. */
const lostIt = ({ name, action }: ScriptRequest, why: string): QuiesceError => ({
  code: 'backend-failed',
  message: `The root helper ended while /etc/init.d/${name} ${action} ran; the script goes on.`,
  next: 'Look at the service: whether it stopped, its processes say.',
  cause: why,
})

const codes: Readonly<Record<string, QuiesceError['code']>> = {
  unknown: 'unknown-target',
  'not-roots': 'untrusted-script',
  writable: 'untrusted-script',
  'not-a-script': 'untrusted-script',
  protected: 'protected',
  busy: 'busy',
}

function refuseScript({ name, action }: ScriptRequest, line: RootLine): QuiesceError {
  const reason = line.kind === 'denied' ? line.reason : line.kind
  const said = line.kind === 'denied' ? printable(Buffer.from(line.text).toString()) : ''
  return {
    code: codes[reason] ?? 'backend-failed',
    message: `The root helper does not run /etc/init.d/${name} ${action}: ${said === '' ? reason : said}.`,
    next: 'Look at the script and who may write it; nothing was run.',
    place: `/etc/init.d/${name}`,
  }
}
