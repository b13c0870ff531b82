/** Stop deadlines of system units, moved by the root helper. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { DeadlineFiles, DeadlinesByRoot } from '../os/systemd/ports.ts'
import type { RootLine } from '../parse/root-line.ts'
import { askRoot, type Asking, type RootHelpers } from './ports.ts'

interface DeadlinesOf {
  readonly helpers: RootHelpers
  readonly asking: Asking
}

/** A terminal belongs to the keys of the run by then: only an agent of the desktop's can ask. */
const inRun = (asking: Asking): Asking => (asking === 'terminal' ? 'agent' : asking)

/** Moves and takes back; asks for permission at the first move. */
export function createRootDeadlines({ helpers, asking }: DeadlinesOf): DeadlinesByRoot {
  return {
    async move(unit, seconds, run) {
      const asked = await helpers.ask('deadlines', inRun(asking))
      if (!asked.ok) return asked
      return readAnswer(unit, await askRoot(asked.value, 'move', [unit, seconds, run]))
    },
    async takeBack(unit) {
      const link = helpers.link('deadlines')
      if (link === null) return fail(givenBack(unit))
      return readAnswer(unit, await askRoot(link, 'back', [unit]))
    },
  }
}

/**
 * The files, with root's part in mind: what this user may not write can be moved all the same where
 * the system can be asked. Nothing else about them changes.
 */
export function withRootDeadlines(own: DeadlineFiles, of: DeadlinesOf): DeadlineFiles {
  const canAsk = (): boolean => {
    const { helpers, asking } = of
    if (helpers.link('deadlines') !== null) return true
    return asking !== 'nobody' && helpers.state().kind === 'can-ask'
  }
  return {
    refusal: (manager) => {
      const refusal = own.refusal(manager)
      return refusal !== null && manager === 'system' && canAsk() ? null : refusal
    },
    pathOf: (unit, manager) => own.pathOf(unit, manager),
    tidyPathOf: (unit, manager) => own.tidyPathOf(unit, manager),
    write: (path, content) => own.write(path, content),
    remove: (path) => own.remove(path),
    exists: (path) => own.exists(path),
    list: (manager) => own.list(manager),
  }
}

function readAnswer(unit: string, line: RootLine | null): Result<null> {
  if (line?.kind === 'done') return ok(null)
  if (line === null) return fail(ended(unit))
  const reason = line.kind === 'denied' ? line.reason : line.kind
  const said = line.kind === 'denied' ? printable(Buffer.from(line.text).toString()) : ''
  return fail({
    code: codes[reason] ?? 'backend-failed',
    message: `The root helper left the deadline of ${unit} as it is: ${said === '' ? reason : said}.`,
    next: 'Count with the deadline that is shown, or look at the unit with `systemctl cat`.',
  })
}

const codes: Readonly<Record<string, QuiesceError['code']>> = {
  unknown: 'unknown-target',
  idle: 'not-now',
  earlier: 'needs-force',
  edited: 'not-now',
  fixed: 'not-now',
  stopping: 'not-now',
}

const ended = (unit: string): QuiesceError => ({
  code: 'backend-failed',
  message: `The root helper ended before it answered for ${unit}.`,
  next: 'Look at the deadline that is shown: it may have been moved.',
})

/** Nobody is asked again for it: the run is over by then. */
const givenBack = (unit: string): QuiesceError => ({
  code: 'no-permission',
  message: `The moved deadline of ${unit} was not taken back: permission is not there any more.`,
  next: `Look at it with \`systemctl cat ${unit}\`; root can remove the files that it names.`,
})
