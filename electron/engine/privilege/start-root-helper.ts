/** Starts the root helper through pkexec(1), and waits until a person has answered. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import { readPkexecEnding, type NoPermission } from '../decide/privilege/pkexec-answer.ts'
import { LineLink, type LinkEnding } from '../os/line-link.ts'
import type { Clock } from '../os/ports.ts'
import { errorCode } from '../os/proc-reader.ts'
import {
  parseRootLine,
  requestOfRootLine,
  type RootHello,
  type RootLine,
} from '../parse/root-line.ts'
import { pkexecPath, rootHelperPath } from './installed.ts'
import type { RootLink, StartRootLink } from './ports.ts'
import { startTextAgent } from './text-agent.ts'

const protocolVersion = 1
const answerMs = 60_000
/** One move may run systemctl(1) four times, a minute each: a reload takes long on a busy machine. */
const answerOfDeadlinesMs = 300_000
/** What it is at goes on without us. */
const closeMs = 60_000

const givenUp: NoPermission = { kind: 'dismissed', why: 'the question was given up' }

/** Asked anew each time: it changes behind an `await`. */
const hasLeft = (leaving: AbortSignal): boolean => leaving.aborted

interface StarterOf {
  readonly clock: Clock
  readonly boot: string
  readonly uid: number
  /** The command line before the role, and the agent at a terminal; only a test has others. */
  readonly program?: readonly [string, ...string[]]
  readonly textAgent?: () => Promise<(() => void) | null>
}

/**
 * Without the text agent that it brings: while somebody presses keys at the terminal, or sits before a
 * window, a password must not be asked for there.
 */
const throughPkexec = [pkexecPath, '--disable-internal-agent', rootHelperPath] as const

/** The way to start it for this user. A terminal's agent asks only where no other one is there to ask. */
export function rootLinkStarter(of: StarterOf): StartRootLink {
  const [program, ...args] = of.program ?? throughPkexec
  return async (action, { asking, leaving }) => {
    const start: Start = { action, argv: [program, ...args, action], leaving }
    const first = await tryStart(of, start)
    if (first.ok || first.error.kind !== 'no-agent' || asking !== 'terminal') return first
    const endAgent = await (of.textAgent ?? startTextAgent)()
    if (endAgent === null) return first
    try {
      return hasLeft(leaving) ? fail(givenUp) : await tryStart(of, start)
    } finally {
      endAgent()
    }
  }
}

/** Node throws some of the reasons for which a program cannot be started, and emits the others. */
async function tryStart(of: StarterOf, start: Start): Promise<Result<RootLink, NoPermission>> {
  try {
    return await greet(of, start)
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    return fail(readPkexecEnding({ status: null, code, said: '', why: code }))
  }
}

interface Start {
  readonly action: PrivilegedAction
  readonly argv: readonly [string, ...string[]]
  readonly leaving: AbortSignal
}

const answerMsOf = (action: PrivilegedAction): number =>
  action === 'deadlines' ? answerOfDeadlinesMs : answerMs

async function greet(
  { clock, boot, uid }: StarterOf,
  { action, argv, leaving }: Start,
): Promise<Result<RootLink, NoPermission>> {
  // An abort that was before is told to nobody who listens later.
  if (hasLeft(leaving)) return fail(givenUp)
  const greeted = Promise.withResolvers<RootHello | LinkEnding>()
  const listeners = new Set<(line: RootLine) => void>()
  const ends: ((why: string) => void)[] = []
  let ended: string | null = null
  const language = {
    name: 'root helper',
    parse: (text: string) => parseRootLine(action, text),
    answers: requestOfRootLine,
  }
  const link = new LineLink<RootLine>(
    language,
    { argv, clock, helloMs: null, answerMs: answerMsOf(action), closeMs },
    {
      onLine: (line) => {
        if (line.kind === 'root-hello') greeted.resolve(line)
        else for (const listener of [...listeners]) listener(line)
      },
      onEnd: (ending) => {
        ended = ending.why
        greeted.resolve(ending)
        for (const listener of ends.splice(0)) listener(ending.why)
      },
    },
  )
  const leave = (): void => {
    link.abandon(givenUp.why)
  }
  leaving.addEventListener('abort', leave)
  const first = await greeted.promise
  leaving.removeEventListener('abort', leave)
  if (!('kind' in first)) {
    return fail(hasLeft(leaving) ? { kind: 'dismissed', why: first.why } : readPkexecEnding(first))
  }
  const refusal = refuseHello(first, { action, boot, uid })
  if (refusal !== null) {
    await link.close()
    return fail({ kind: 'broken', why: refusal })
  }
  return ok({
    action,
    hello: first,
    ask: (word, more, answer) => {
      link.ask(word, more, answer)
    },
    onLine: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onEnd: (listener) => {
      if (ended === null) ends.push(listener)
      else listener(ended)
    },
    close: () => link.close(),
  })
}

/** Why what greeted us must not be used, or null. */
function refuseHello(
  hello: RootHello,
  wanted: { readonly action: PrivilegedAction; readonly boot: string; readonly uid: number },
): string | null {
  if (hello.version !== protocolVersion) {
    return `the root helper speaks version ${hello.version} of its protocol, not ${protocolVersion}`
  }
  if (hello.role !== wanted.action) return `the root helper came up as ${hello.role}`
  if (hello.boot !== wanted.boot) return 'the root helper sees another boot than we do'
  if (hello.uid !== wanted.uid) return `the root helper serves uid ${hello.uid}`
  return hello.role === 'signals' && !hello.pidfd ? 'kernel without pidfd_open' : null
}
