/** Runs inside a private host: measures the processor time of an engine that follows 1,000 units. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UnitBook } from '../../../electron/engine/backends/systemd/unit-book.ts'
import { readMachineUnits } from '../../../electron/engine/os/boot.ts'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { openSystemdManager } from '../../../electron/engine/os/systemd/manager.ts'
import { parseProcStat } from '../../../electron/engine/parse/proc-stat.ts'
import { ask, listen, openDoor } from '../console-door.ts'
import { run } from './measure.ts'

const units = Array.from({ length: 1000 }, (_, at) => `many@${at}.service`)
const cli = join(resolve(import.meta.dirname, '../../..'), 'dist/cli.js')
const windowMs = 15_000
/** What a start costs is over by then. */
const settleMs = 5000
/** As often as the engine looks at the process table while a window is open. */
const everyMs = 2000

const sleep = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms))
const { ticksPerSecond } = readMachineUnits()

/** Milliseconds of processor time that a process has used. */
function usedMs(pid: number): number {
  const stat = parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return ((stat?.cpuTicks ?? 0) * 1000) / ticksPerSecond
}

interface Used {
  readonly program: number
  readonly systemd: number
}

/** Shares of one processor, in percent, over the time that it takes. */
async function share(program: () => number, wait: () => Promise<void>): Promise<Used> {
  const [at, before, systemd] = [performance.now(), program(), usedMs(1)]
  await wait()
  const per = 100 / (performance.now() - at)
  return { program: (program() - before) * per, systemd: (usedMs(1) - systemd) * per }
}

/** Hears of everything and has nothing else to do. */
async function measureFollowing(): Promise<Used> {
  const clock = createClock()
  const manager = await openSystemdManager({ manager: 'system', clock, environment: {}, uid: 0 })
  if (manager === null) throw new Error('there is no manager')
  const book = new UnitBook(manager, clock)
  await book.open()
  await sleep(settleMs)
  const used = await share(
    () => usedMs(process.pid),
    () => sleep(windowMs),
  )
  book.close()
  await manager.close()
  return used
}

async function measureEngine(): Promise<{ readonly used: Used; readonly listed: number }> {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
  const console_ = spawn(process.execPath, [cli, 'console'], { stdio })
  try {
    const door = await openDoor(console_)
    await listen(door, () => undefined)
    const { rows } = (await ask(door, 'services.list', { all: true })) as { rows: unknown[] }
    await sleep(settleMs)
    const engine = (): number => usedMs(console_.pid ?? 0)
    return { used: await share(engine, () => sleep(windowMs)), listed: rows.length }
  } finally {
    console_.kill('SIGTERM')
  }
}

/** A shell that runs a command over and over; the time of its ended children counts with it. */
async function measurePeer(command: string): Promise<Used> {
  const loop = `while :; do ${command}; sleep ${everyMs / 1000}; done`
  const shell = spawn('bash', ['-c', loop], { stdio: 'ignore' })
  const children = (): number => {
    const fields = readFileSync(`/proc/${shell.pid ?? 0}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ')
    // cutime and cstime, fields 16 and 17 of proc_pid_stat(5).
    return ((Number(fields?.[13]) + Number(fields?.[14])) * 1000) / ticksPerSecond
  }
  await sleep(settleMs)
  const used = await share(children, () => sleep(windowMs))
  shell.kill('SIGKILL')
  return used
}

const whole = ({ program, systemd }: Used): number => program + systemd
const line = (what: string, { program, systemd }: Used): string =>
  `  ${what}: ${program.toFixed(2)} %, and systemd ${systemd.toFixed(2)} %\n`

await run('systemctl', 'start', ...units)
const following = await measureFollowing()
const { used, listed } = await measureEngine()
const list = 'systemctl list-units --all --output=json'
const ps = 'ps -eo pid,ppid,user,pcpu,rss,args'
const unitsOnly = await measurePeer(list)
const both = await measurePeer(`${list}; ${ps}`)
process.stdout.write(
  `${listed} services while nothing happens, in percent of one processor:\n` +
    line('following alone', following) +
    line('the engine with a window, which shows what each uses', used) +
    line(`${list} every ${everyMs / 1000} s`, unitsOnly) +
    line(`the same and ${ps}, which is what the window shows`, both) +
    `ratio ${(whole(both) / Math.max(0.01, whole(used))).toFixed(1)}\n`,
)
process.exit(0)
