import { spawn, spawnSync } from 'node:child_process'
import { PassThrough, type Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { buildNative, type NativeBuild } from './build-native.ts'
import { Lines } from './lines.ts'
import { parseStat } from './proc.ts'

const unshare = ['-p', '-f', '--mount-proc', '--kill-child']

/** Why no pid can be given out a second time here, or undefined when it can. */
function whyNoReuse(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can choose the next pid (ns_last_pid)'
  const probe = spawnSync('unshare', [...unshare, 'test', '-w', '/proc/sys/kernel/ns_last_pid'])
  return probe.status === 0 ? undefined : 'no pid namespace of our own, or no ns_last_pid, here'
}

/** A shell as pid 1 of a namespace of its own, with a helper whose lines come apart from it. */
class Namespace {
  readonly shellLines: Lines
  readonly helperLines: Lines
  readonly #child
  readonly #toHelper: Duplex

  constructor(helper: string) {
    const stdio = ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'] as const
    this.#child = spawn('unshare', [...unshare, 'sh'], { stdio: [...stdio] })
    const [, , , toHelper, fromHelper] = this.#child.stdio
    this.#toHelper = toHelper as Duplex
    const answers = new PassThrough()
    ;(fromHelper as Duplex).pipe(answers)
    this.helperLines = new Lines(answers)
    if (this.#child.stdout === null) throw new Error('The shell has no output')
    this.shellLines = new Lines(this.#child.stdout)
    this.run(`"${helper}" <&3 >&4 & H=$!; exec 3<&- 4>&-`)
  }

  run(command: string): void {
    this.#child.stdin?.write(`${command}\n`)
  }

  /** Runs shell words whose expansion is the answer. */
  async tell(words: string): Promise<string> {
    this.run(`echo "told ${words}"`)
    return (await this.shellLines.next(/^told /)).slice('told '.length)
  }

  /** Starts a sleeper and gives its pid and start time. */
  async startSleeper(variable: string): Promise<{ pid: string; startTime: string }> {
    this.run(`sleep 100 </dev/null >/dev/null & ${variable}=$!; read -r S < /proc/$!/stat`)
    const { pid, startTime } = parseStat(await this.tell('$S'))
    return { pid: String(pid), startTime }
  }

  request(...lines: readonly string[]): void {
    for (const line of lines) this.#toHelper.write(`${line}\n`)
  }

  end(): void {
    this.#child.kill('SIGKILL') // and --kill-child takes everything inside along
  }
}

let native: NativeBuild
let namespace: Namespace | undefined

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterEach(() => {
  namespace?.end()
})
afterAll(() => native.remove())

describe('a pid that is given out a second time', () => {
  it('is never signalled through the handle of its first owner', async ({ skip }) => {
    const reason = whyNoReuse()
    if (reason !== undefined) {
      console.warn(`pid reuse not tested: ${reason}`)
      skip(reason)
    }
    const inside = new Namespace(native.helper)
    namespace = inside
    const hello = await inside.helperLines.next(/^hello /)

    const old = await inside.startSleeper('A')
    inside.request(`open 1 ${old.pid} ${old.startTime}`)
    const [, , , oldInode = ''] = (await inside.helperLines.next(/^opened 1 1 /)).split(' ')

    // The helper sleeps through the whole reuse, with the order to kill already waiting for it.
    inside.run('kill -STOP $H')
    await inside.tell('stopped')
    inside.request('signal 2 1 9')
    inside.run('kill -9 $A; wait $A 2>/dev/null; echo $((A - 1)) > /proc/sys/kernel/ns_last_pid')
    const young = await inside.startSleeper('B')
    expect(young.pid).toBe(old.pid)
    inside.run('kill -CONT $H')
    expect(await inside.helperLines.next(/^(sent|failed) 2/)).toBe('failed 2 ESRCH')
    expect(inside.helperLines.all).toContain('exited 1')

    // The start times are usually equal: only the inode tells the two apart then.
    if (hello.includes('inode=yes')) {
      inside.request(`open 3 ${old.pid} ${old.startTime} ${oldInode}`)
      expect(await inside.helperLines.next(/^\w+ 3 /)).toBe('refused 3 changed')
    }
    inside.request(`open 4 ${young.pid} ${young.startTime}`, 'signal 5 2 15')
    const [, , , youngInode] = (await inside.helperLines.next(/^opened 4 2 /)).split(' ')
    if (hello.includes('inode=yes')) expect(youngInode).not.toBe(oldInode)
    expect(await inside.helperLines.next(/ 5/)).toBe('sent 5')
    inside.run('wait $B; E=$?')
    // 128 + SIGTERM: the SIGKILL meant for the first owner never reached the second.
    expect(await inside.tell('$E')).toBe('143')
  })
})
