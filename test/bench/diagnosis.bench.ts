/**
 * How long it takes to a verdict on a hung service of 200 processes: two looks at what each of them
 * does, 100 ms apart, and the decision. Beside what an administrator would type: `lsof -p` for its
 * files and `ps -L` with the place in the kernel, which look once and decide nothing.
 */
import { spawnSync } from 'node:child_process'
import { diagnose } from '../../electron/engine/decide/diagnosis/diagnose.ts'
import { createClock } from '../../electron/engine/os/clock.ts'
import { gatherDiagnosisFacts, usualApartMs } from '../../electron/engine/os/diagnosis/gather.ts'
import { createProcessTable } from '../../electron/engine/os/proc-table.ts'
import { questionAbout } from '../engine/os/diagnosis/question.ts'
import { Home } from '../live/quiesce.ts'

const workers = 200
const rounds = 10

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? NaN

/** Milliseconds of a program that looks at these processes once; null where it is not installed. */
function timePeer(program: string, ...args: readonly string[]): number | null {
  const begun = performance.now()
  const { error } = spawnSync(program, args, { stdio: 'ignore' })
  return error ? null : performance.now() - begun
}

async function main(): Promise<void> {
  const home = new Home()
  try {
    const daemon = await home.practice('forks', '--workers', String(workers))
    const clock = createClock()
    const table = createProcessTable({ clock })
    const { rows } = table.read()
    const of = [...rows.values()].filter(
      ({ identity, parentPid }) => identity.pid === daemon.pid || parentPid === daemon.pid,
    )
    const asked = { signal: 'TERM', at: clock.now() } as const
    const question = questionAbout(
      of.sort((a) => (a.identity.pid === daemon.pid ? -1 : 1)),
      { asked },
    )
    const ours: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now()
      diagnose(await gatherDiagnosisFacts({ clock, table }, question))
      ours.push(performance.now() - begun)
    }
    const [first, m] = [ours[0] ?? NaN, median(ours)]
    process.stdout.write(
      `verdict on ${of.length} processes: median ${m.toFixed(0)} ms, of which ${usualApartMs} ms ` +
        `between two looks (aim: 250 ms); the first ${first.toFixed(0)} ms\n`,
    )
    const pids = of.map(({ identity }) => identity.pid).join(',')
    const peers = Array.from({ length: rounds }, () => {
      const lsof = timePeer('lsof', '-nP', '-p', pids)
      const ps = timePeer('ps', '-L', '-o', 'pid,tid,stat,wchan:32,time,args', '-p', pids)
      return lsof === null || ps === null ? NaN : lsof + ps
    })
    const peer = median(peers)
    process.stdout.write(
      Number.isNaN(peer)
        ? 'no lsof here to compare with: apt install lsof procps\n'
        : `the same processes by lsof -p and ps -L, once: median ${peer.toFixed(0)} ms\n` +
            `ratio ${(peer / m).toFixed(1)}; without the wait ${(peer / (m - usualApartMs)).toFixed(1)}\n`,
    )
  } finally {
    home.close()
  }
}

await main()
process.exit(0)
