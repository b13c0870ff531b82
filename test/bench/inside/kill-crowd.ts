/** Runs inside a private host: starts crowd.service again and again, and ends it in three ways. */
import treeKill from 'tree-kill'
import { median, ms, run, time } from './measure.ts'
import { cgroups, untilEmpty } from './until-empty.ts'

const processes = 1000
const escaped = 10
const unit = 'crowd.service'
const path = `/system.slice/${unit}`

/** Waits until so many are left in the unit, as its cgroup tells. */
async function untilLeft(most: number): Promise<void> {
  // The kernel tells of the last one only; with some left over there is nothing but to look.
  while (cgroups.processes(path).length > most) await new Promise((go) => setTimeout(go, 1))
}

async function startCrowd(): Promise<void> {
  await run('systemctl', 'start', unit)
  while (cgroups.processes(path).length < processes) await new Promise((go) => setTimeout(go, 10))
}

const killTree = (pid: number): Promise<void> =>
  new Promise((resolve, reject) => {
    treeKill(pid, 'SIGKILL', (error) => {
      if (error === undefined) resolve()
      else reject(error)
    })
  })

/** The median time from the call until so many are left. */
async function measure(
  times: number,
  left: number,
  kill: (mainPid: number) => unknown,
): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i += 1) {
    await startCrowd()
    const mainPid = Number(await run('systemctl', 'show', '-P', 'MainPID', unit))
    const killAll = async (): Promise<void> => {
      await kill(mainPid)
      await (left === 0 ? untilEmpty(path) : untilLeft(left))
    }
    all.push(await time(killAll))
    cgroups.kill(path)
    await untilEmpty(path)
  }
  return median(all)
}

const ours = await measure(7, 0, () => cgroups.kill(path))
const systemctl = await measure(7, 0, () => run('systemctl', 'kill', '-s', 'KILL', unit))
const tree = await measure(1, escaped, killTree)
process.stdout.write(
  `a unit of ${processes} processes, from the call until nobody is left:\n` +
    `  cgroup.kill: median ${ms(ours)} ms\n` +
    `  systemctl kill -s KILL: median ${ms(systemctl)} ms, ratio ${(systemctl / ours).toFixed(1)}\n` +
    `  tree-kill: ${ms(tree)} ms until all but the ${escaped} that had left its tree were gone; ` +
    `those live on, ratio ${(tree / ours).toFixed(1)}\n`,
)
