import { resolve as resolvePath } from 'node:path'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { parseHelperLine, type HelperLine } from '../parse/helper-line.ts'
import { HandlePinner } from './handle-pinner.ts'
import { LineLink, type LinkLanguage } from './line-link.ts'
import { errorCode } from './proc-reader.ts'
import type { Pinner } from './pinner.ts'
import type { Clock } from './ports.ts'

/** Where the helper is, and what it has to agree with. */
export interface HelperOptions {
  readonly path: string
  readonly clock: Clock
  /** Our own boot id: a helper that reads another /proc would pin other processes. */
  readonly boot: string
}

type Hello = Extract<HelperLine, { kind: 'hello' }>

const protocolVersion = 1
/** A helper that does not answer for so long is taken for dead, and ended. */
const patienceMs = 5000

const language: LinkLanguage<HelperLine> = {
  name: 'signal helper',
  parse: parseHelperLine,
  answers: (line) => {
    if (line.kind === 'hello' || line.kind === 'exited') return null
    return line.kind === 'bad-request' ? 'oldest' : line.request
  },
}

/** Starts a helper and waits for its first line; fails with words that say why it cannot serve. */
export async function startHelper(options: HelperOptions): Promise<Result<Pinner, string>> {
  try {
    return await greetHelper(options)
  } catch (error) {
    // Node throws some of the reasons for which a program cannot be started, and emits the others.
    const code = errorCode(error)
    if (code === null) throw error
    return fail(`the signal helper cannot be started: ${code}`)
  }
}

function refuseHello(hello: Hello, boot: string): string | null {
  if (hello.version !== protocolVersion) {
    return `the signal helper speaks version ${hello.version} of its protocol, not ${protocolVersion}`
  }
  if (!hello.pidfd) return 'kernel without pidfd_open'
  return hello.boot === boot ? null : 'the signal helper sees another boot than we do'
}

async function greetHelper({ path, clock, boot }: HelperOptions): Promise<Result<Pinner, string>> {
  const greeted = Promise.withResolvers<Hello | string>()
  const made: { pinner: HandlePinner | null } = { pinner: null }
  const argv = [resolvePath(path)] as const
  const link = new LineLink(
    language,
    { argv, clock, helloMs: patienceMs, answerMs: patienceMs },
    {
      onLine: (line) => {
        if (line.kind === 'exited') made.pinner?.exited(line.handle)
        if (line.kind !== 'hello') return
        // Here, not behind an `await`: an exit may stand in the very next line.
        made.pinner ??= new HandlePinner({
          guarantee: { kind: 'exact', why: 'signal helper, pidfd' },
          boot,
          hasInodes: line.inode,
          ask: (word, more, answer) => {
            link.ask(word, more, answer)
          },
          close: () => link.close(),
        })
        greeted.resolve(line)
      },
      onEnd: ({ why }) => {
        // Of no consequence after a hello: the first answer counts.
        greeted.resolve(why)
        made.pinner?.end(why)
      },
    },
  )
  const hello = await greeted.promise
  const refusal = typeof hello === 'string' ? hello : refuseHello(hello, boot)
  if (refusal === null && made.pinner !== null) return ok(made.pinner)
  await link.close()
  return fail(refusal ?? 'the signal helper did not greet')
}
