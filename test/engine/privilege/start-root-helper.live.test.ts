import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { rootLinkStarter } from '../../../electron/engine/privilege/start-root-helper.ts'
import { askRoot } from '../../../electron/engine/privilege/ports.ts'
import { startTextAgent } from '../../../electron/engine/privilege/text-agent.ts'
import { identityOf, writeScript } from '../os/helpers.ts'

let folder: string
const { boot } = identityOf(process.pid)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-root-link-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const hello = (more = 'role=$1 pidfd=yes inode=yes boot=$boot for=1000', version = 1): string =>
  `echo "hello ${version} ${more}"`
let count = 0
/** Starts what a shell script says in pkexec's place. */
function start(
  body: string,
  {
    asking = 'agent',
    leaving = new AbortController().signal,
    textAgent = () => Promise.resolve<(() => void) | null>(null),
  }: {
    readonly asking?: 'agent' | 'terminal'
    readonly leaving?: AbortSignal
    readonly textAgent?: () => Promise<(() => void) | null>
  } = {},
) {
  count += 1
  const program = [writeScript(folder, `pkexec-${count}`, body)] as const
  const starter = rootLinkStarter({ clock: createClock(), boot, uid: 1000, program, textAgent })
  return starter('signals', { asking, leaving })
}

describe('a root helper that greets', () => {
  it('is asked and answers, and tells its end', async () => {
    const started = await start(`${hello()}
while read -r word request rest; do
  [ "$word" = release ] && echo "released $request"
  [ "$word" = die ] && kill -9 $$
done`)
    if (!started.ok) throw new Error(started.error.why)
    const link = started.value
    expect(link.action).toBe('signals')
    expect(link.hello).toMatchObject({ role: 'signals', uid: 1000, boot })
    expect(await askRoot(link, 'release', ['run-1'])).toEqual({
      kind: 'done',
      word: 'released',
      request: 1,
    })
    const ended = new Promise<string>((resolve) => {
      link.onEnd(resolve)
    })
    expect(await askRoot(link, 'die', [])).toBeNull()
    expect(await ended).toBe('the root helper ended by SIGKILL')
    const again = new Promise<string>((resolve) => {
      link.onEnd(resolve)
    })
    expect(await again).toBe('the root helper ended by SIGKILL')
  })

  it('tells what happens to those who listen, and no longer to who left', async () => {
    const started = await start(`${hello()}
read -r line
echo "exited 1"
echo "exited 2"
cat >/dev/null`)
    if (!started.ok) throw new Error(started.error.why)
    const link = started.value
    const heard: unknown[] = []
    const both = new Promise<void>((resolve) => {
      const stop = link.onLine((line) => {
        heard.push(line)
        stop()
      })
      link.onLine((line) => {
        if (line.kind === 'exited' && line.handle === 2) resolve()
      })
    })
    link.ask('open', [1, 2], () => undefined)
    await both
    expect(heard).toEqual([{ kind: 'exited', handle: 1 }])
    await link.close()
  })

  it.each([
    ['another version', hello(undefined, 2), /version 2/],
    [
      'another role',
      hello('role=deadlines pidfd=yes inode=yes boot=$boot for=1000'),
      /as deadlines/,
    ],
    ['another boot', hello('role=$1 pidfd=yes inode=yes boot=other for=1000'), /another boot/],
    ['another user', hello('role=$1 pidfd=yes inode=yes boot=$boot for=0'), /uid 0/],
    [
      'a kernel without pidfds',
      hello('role=$1 pidfd=no inode=no boot=$boot for=1000'),
      /pidfd_open/,
    ],
    ['words that mean nothing', 'echo "who is there?"', /means nothing/],
  ])('is not used where it is of %s', async (_what, body, why) => {
    const started = await start(`${body}\ncat >/dev/null`)
    expect(started).toMatchObject({ ok: false, error: { kind: 'broken' } })
    expect(started.ok ? '' : started.error.why).toMatch(why)
  })
})

describe('a root helper that never comes', () => {
  const refuse = (status: number, words: string): string => `echo "${words}" >&2\nexit ${status}`

  it.each([
    ['dismissed', 126, 'Error executing command as another user: Request dismissed'],
    ['denied', 127, 'Error executing command as another user: Not authorized'],
    ['no-agent', 127, 'Error executing command as another user: No authentication agent found.'],
    ['broken', 2, 'quiesce-root-helper: not root'],
  ])('was %s', async (kind, status, words) => {
    expect(await start(refuse(status, words))).toMatchObject({ error: { kind } })
  })

  it('is given up when nobody wants it any more', async () => {
    const leaving = new AbortController()
    const started = start('read -r line', { leaving: leaving.signal })
    leaving.abort()
    expect(await started).toMatchObject({ error: { kind: 'dismissed' } })
  })

  it('cannot be started where there is no pkexec', async () => {
    const program = [join(folder, 'nowhere')] as const
    const starter = rootLinkStarter({ clock: createClock(), boot, uid: 1000, program })
    const leaving = new AbortController().signal
    expect(await starter('signals', { asking: 'agent', leaving })).toMatchObject({
      error: { kind: 'no-polkit' },
    })
  })
})

describe('at a terminal', () => {
  const noAgent = 'echo "No authentication agent found." >&2; exit 127'
  /** Refuses without an agent, and greets the second time. */
  const secondTime = `if [ -e $0.once ]; then ${hello()}; cat >/dev/null; else touch $0.once; ${noAgent}; fi`

  it('an agent comes where there is none, and goes when the answer is there', async () => {
    const agents: string[] = []
    const textAgent = () => {
      agents.push('came')
      return Promise.resolve(() => agents.push('went'))
    }
    const started = await start(secondTime, { asking: 'terminal', textAgent })
    expect(started.ok).toBe(true)
    expect(agents).toEqual(['came', 'went'])
    if (started.ok) await started.value.close()
  })

  it('nobody comes where an agent was there and said no', async () => {
    const textAgent = () => Promise.reject(new Error('nobody is needed'))
    const started = await start('echo "Not authorized" >&2; exit 127', {
      asking: 'terminal',
      textAgent,
    })
    expect(started).toMatchObject({ error: { kind: 'denied' } })
  })

  it('nobody comes elsewhere than at a terminal', async () => {
    const textAgent = () => Promise.reject(new Error('nobody is needed'))
    expect(await start(noAgent, { textAgent })).toMatchObject({ error: { kind: 'no-agent' } })
  })

  it('there may be no agent to come', async () => {
    expect(await start(noAgent, { asking: 'terminal' })).toMatchObject({
      error: { kind: 'no-agent' },
    })
    expect(await startTextAgent(join(folder, 'nowhere'))).toBeNull()
  })

  it('the agent is ready when it says so, and ends when it is told to', async () => {
    const end = await startTextAgent(writeScript(folder, 'agent', 'exec 3>&-\nread -r line <&1'))
    expect(end).not.toBeNull()
    end?.()
  })
})
