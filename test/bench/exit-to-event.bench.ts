/**
 * How long it takes from a member's exit until the client of the window hears of it, over 200 exits,
 * beside a program that waits for the same exits as scripts do (`tail --pid`, which polls).
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { Home } from '../live/quiesce.ts'
import { ask, listen, openDoor } from './console-door.ts'

const exits = 200

interface RunPayload {
  run: { members: { member: { identity: { pid: number } }; gone: unknown }[] }
}

/** Pids that a run's event shows as gone. */
const goneIn = ({ run }: RunPayload): readonly number[] =>
  run.members.filter((m) => m.gone !== null).map((m) => m.member.identity.pid)

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? NaN
const atMost = (list: number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? NaN

/** The peer: `tail --pid` looks every 100 ms whether the process is there (GNU coreutils). */
function measurePeer(pid: number, end: () => void): Promise<number> {
  return new Promise((resolve) => {
    const tail = spawn('tail', ['--pid', String(pid), '-s', '0.1', '-f', '/dev/null'])
    let at = 0
    tail.once('exit', () => {
      resolve(performance.now() - at)
    })
    tail.once('spawn', () => {
      // The kill comes at no special point of its polling.
      setTimeout(
        () => {
          at = performance.now()
          end()
        },
        150 + Math.random() * 100,
      )
    })
  })
}

async function main(): Promise<void> {
  const home = new Home()
  const members: ChildProcess[] = []
  const console_ = home.spawn(['console'])
  try {
    const door = await openDoor(console_)
    const daemon = await home.practice('forks', '--workers', String(exits))
    const waiting = new Map<number, (at: number) => void>()
    await listen(door, (name, payload) => {
      const at = performance.now()
      for (const pid of name === 'run' ? goneIn(payload as RunPayload) : []) {
        waiting.get(pid)?.(at)
        waiting.delete(pid)
      }
    })
    // A signal that ends nobody: the run only watches, and every exit below is ours.
    const schedule = 'CONT/3600/ask'
    const begun = (await ask(door, 'run.stop', {
      target: `pid:${daemon.pid}`,
      schedule,
      person: true,
    })) as RunPayload
    const workers = begun.run.members
      .map((m) => m.member.identity.pid)
      .filter((p) => p !== daemon.pid)
    const ours: number[] = []
    for (const pid of workers.slice(0, exits)) {
      const heard = new Promise<number>((resolve) => waiting.set(pid, resolve))
      const at = performance.now()
      process.kill(pid, 'SIGKILL')
      ours.push((await heard) - at)
    }
    const peers: number[] = []
    for (let i = 0; i < 10; i += 1) {
      const sleeper = spawn('sleep', ['1000'])
      members.push(sleeper)
      peers.push(await measurePeer(sleeper.pid ?? 0, () => sleeper.kill('SIGKILL')))
    }
    const [m, p95, peer] = [median(ours), atMost(ours, 0.95), median(peers)]
    process.stdout.write(
      `exit to event at the window's client: ${ours.length} exits, median ${m.toFixed(2)} ms, ` +
        `95 % under ${p95.toFixed(2)} ms\n` +
        `the same by tail --pid -s 0.1 (polling): median ${peer.toFixed(2)} ms\n` +
        `ratio ${(peer / m).toFixed(1)}\n`,
    )
  } finally {
    console_.kill('SIGTERM')
    for (const member of members) member.kill('SIGKILL')
    home.close()
  }
}

await main()
process.exit(0)
