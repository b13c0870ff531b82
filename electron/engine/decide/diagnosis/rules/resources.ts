/** Memory and disk: what a daemon needs to leave in order, and does not get. */
import { isKnown, type Known } from '../../../../../shared/unknown.ts'
import { bytes, printable } from '../../../../../shared/wording/numbers.ts'
import { isTooEarly, type Case } from '../case.ts'
import type { Claim } from '../claim.ts'
import { evidence } from '../evidence.ts'
import type { DiskFacts } from '../facts.ts'
import { isWorking, movementOf } from '../movement.ts'
import { byHand, waitLonger } from '../remedies.ts'

const numberOf = (value: Known<number> | undefined): number | null =>
  value !== undefined && isKnown(value) ? value : null

const freeMemory = byHand(
  'memory',
  'Free memory',
  'End what else uses much of it, or raise the limit (MemoryMax=). Then the stop goes on by itself.',
)

/** Files of version 2's memory controller, and what version 1 has in their place (memory.rst). */
const firstVersion = {
  'memory.events': 'memory.oom_control',
  'memory.current': 'memory.usage_in_bytes',
  'memory.max': 'memory.limit_in_bytes',
} as const

const fileOf = (c: Case, name: keyof typeof firstVersion): string =>
  c.facts.memory.isFirstVersion === true ? firstVersion[name] : name

function killedForMemory(c: Case): readonly Claim[] {
  const { memory } = c.facts
  const [now, before] = [numberOf(memory.oomKills), numberOf(memory.oomKillsBefore)]
  if (now === null || before === null || now <= before) return []
  return [
    {
      code: 'out-of-memory',
      certainty: 'certain',
      sentence: `The kernel killed ${now - before} of its processes since the stop began: memory ran out.`,
      subject: null,
      evidence: [evidence(fileOf(c, 'memory.events'), `oom_kill ${now}`)],
      offers: [freeMemory],
    },
  ]
}

/** Half a percent of the machine's memory: the kernel then turns pages over all the time. */
const scarceShare = 0.005
const fullShare = 0.98
/** Percent of the last ten seconds in which nothing of it could run for want of memory. */
const pressing = 20

function shortOfMemory(c: Case): readonly Claim[] {
  const { availableBytes, totalBytes, cgroupCurrent, cgroupMax, memoryPressure } = c.facts.memory
  const [current, pressure] = [numberOf(cgroupCurrent), numberOf(memoryPressure)]
  const max = isKnown(cgroupMax) && cgroupMax !== 'max' ? cgroupMax : null
  const full = current !== null && max !== null && max > 0 && current / max >= fullShare
  const scarce = totalBytes > 0 && availableBytes / totalBytes < scarceShare
  // A full cgroup by itself is a well-used cache: only with pressure does somebody wait.
  const pressed = pressure !== null && pressure >= pressing
  if (!scarce && !(full && pressed)) return []
  return [
    {
      code: 'out-of-memory',
      certainty: pressed ? 'likely' : 'possible',
      sentence: full
        ? `It is at its memory limit (${bytes(current)} of ${bytes(max)}), and waits for pages.`
        : `The machine has only ${bytes(availableBytes)} of memory left.`,
      subject: null,
      evidence: [
        evidence('/proc/meminfo', `MemAvailable: ${Math.round(availableBytes / 1024)} kB`),
        ...(full
          ? [
              evidence(fileOf(c, 'memory.current'), String(current)),
              evidence(fileOf(c, 'memory.max'), String(max)),
            ]
          : []),
        ...(pressure === null
          ? []
          : [evidence('memory.pressure', `full avg10=${pressure.toFixed(2)}`)]),
      ],
      offers: [waitLonger('Memory may come free.'), freeMemory],
    },
  ]
}

/** A member that the kernel's log names as killed for memory. */
function toldByKernel(c: Case): readonly Claim[] {
  const { kernelLines } = c.facts
  if (!isKnown(kernelLines)) return []
  const pids = new Set([
    ...c.facts.processes.filter((one) => one.member).map((one) => one.identity.pid),
    ...(c.facts.run?.members ?? []).map(({ member }) => member.identity.pid),
  ])
  const line = kernelLines.findLast((one) => {
    const pid = /[Kk]illed process (\d+)/.exec(one)?.[1]
    return pid !== undefined && pids.has(Number(pid))
  })
  if (line === undefined) return []
  return [
    {
      code: 'out-of-memory',
      certainty: 'likely',
      sentence: 'The kernel killed one of its processes because memory ran out.',
      subject: null,
      evidence: [evidence('kernel log', line)],
      offers: [freeMemory],
    },
  ]
}

/** At most one finding on memory, the surest. */
export function outOfMemory(c: Case): readonly Claim[] {
  if (c.asked === null) return []
  return [...killedForMemory(c), ...toldByKernel(c), ...shortOfMemory(c)].slice(0, 1)
}

const complaint =
  /\bno space left\b|\bENOSPC\b|\bdisk (?:is )?full\b|\bread-only file ?system\b|\bEROFS\b|\bquota exceeded\b/i

function whatIsWrong(disk: DiskFacts): string | null {
  if (disk.readOnly) return 'is read-only'
  if (disk.freeBytes <= 0) return 'is full'
  return disk.freeInodes === 0 ? 'has no inode left' : null
}

/** A full or read-only file system that the service writes to; its own log makes it certain. */
export function outOfDisk(c: Case): readonly Claim[] {
  if (c.asked === null || isTooEarly(c)) return []
  const log = isKnown(c.facts.log) ? c.facts.log : []
  const said = log.findLast(({ text }) => complaint.test(text))
  // Who works on gets along without the room.
  const works = c.living.some((proc) => {
    const movement = movementOf(proc)
    return movement !== null && isWorking(movement, c.spanMs)
  })
  return c.facts.disks.flatMap((disk) => {
    const wrong = whatIsWrong(disk)
    if (wrong === null) return []
    const place = printable(disk.mountPoint)
    return [
      {
        code: 'out-of-disk',
        certainty: said !== undefined ? 'certain' : works ? 'possible' : 'likely',
        sentence: `${place}, where it writes, ${wrong}: it may not be able to save.`,
        subject: null,
        evidence: [
          evidence(
            disk.mountPoint,
            disk.readOnly
              ? 'ro'
              : `${disk.freeBytes} bytes free${disk.freeInodes === null ? '' : `, ${disk.freeInodes} inodes`}`,
          ),
          ...(said === undefined ? [] : [evidence('log', said.text)]),
        ],
        offers: [
          byHand(
            `disk:${disk.mountPoint}`,
            disk.readOnly ? `Make ${place} writable` : `Make room on ${place}`,
            disk.readOnly
              ? `The kernel makes a file system read-only after an error: look with \`dmesg\`, repair it, then \`mount -o remount,rw ${place}\`.`
              : 'Remove what is not needed. Most daemons try again by themselves.',
          ),
        ],
      } satisfies Claim,
    ]
  })
}
