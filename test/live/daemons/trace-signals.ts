/** Which signals a process gets from others, by strace: with other eyes than those of who sends them. */
import { once } from 'node:events'
import type { PlainHost } from '../../hosts/plain-host.ts'

export interface SignalTrace {
  /** Signals that others sent to it, in their order; not those of its own and of its children's ends. */
  end(): Promise<readonly string[]>
}

/** Attaches to a process; comes back when nothing can be missed any more. */
export async function traceSignals(host: PlainHost, pid: number): Promise<SignalTrace> {
  const file = `/tmp/signals-of-${pid}`
  const strace = host.start([
    ...['strace', '-e', 'trace=none', '-e', 'signal=!chld', '-o', file],
    ...['-p', `${pid}`],
  ])
  const { stderr } = strace.child
  let said = ''
  stderr?.on('data', (text: Buffer) => (said += text.toString()))
  while (!said.includes('attached')) {
    const ended = await Promise.race([
      once(stderr ?? strace.child, 'data').then(() => false),
      once(strace.child, 'exit').then(() => true),
    ])
    if (ended) throw new Error(`strace cannot attach to ${pid}: ${said}`)
  }
  return {
    end: async () => {
      strace.kill('SIGINT')
      await strace.ended()
      const lines = (host.readFile(file) ?? '').split('\n')
      return lines.flatMap((line) => {
        const [, signal, sender] = /^--- SIG(\w+) .*si_code=SI_USER, si_pid=(\d+)/.exec(line) ?? []
        return signal === undefined || Number(sender) === pid ? [] : [signal]
      })
    },
  }
}
