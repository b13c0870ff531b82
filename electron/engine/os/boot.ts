import type { Moment } from '../../../shared/run.ts'
import { isKnown, knownOr } from '../../../shared/unknown.ts'
import { parseAuxiliaryVector, type MachineUnits } from '../parse/auxiliary-vector.ts'
import { readFileSync } from 'node:fs'
import { errorCode, type ProcReader } from './proc-reader.ts'

/** This boot's random id, or `unknown` where the kernel's file is hidden (some sandboxes). */
export function readBootId(reader: ProcReader): string {
  return knownOr(reader.text('sys/kernel/random/boot_id') ?? 'unknown', 'unknown').trim()
}

/** Page size and clock ticks of this machine, as the kernel told our own program. */
export function readMachineUnits(): MachineUnits {
  try {
    return parseAuxiliaryVector(readFileSync('/proc/self/auxv'))
  } catch (error) {
    // A program that dropped its dumpable flag may not read its own; the usual values then serve.
    if (errorCode(error) === null) throw error
    return parseAuxiliaryVector(new Uint8Array())
  }
}

/** The boot's wall clock out of `/proc/stat`, milliseconds, or null. The kernel gives seconds. */
function readBootSecond(reader: ProcReader): number | null {
  const stat = reader.wholeText('stat')
  const match = stat !== null && isKnown(stat) ? /^btime (\d+)$/m.exec(stat) : null
  return match ? Number(match[1]) * 1000 : null
}

function readUptimeMs(reader: ProcReader): number | null {
  const uptime = reader.text('uptime')
  const match = uptime !== null && isKnown(uptime) ? /^(\d+\.\d+) /.exec(uptime) : null
  return match ? Number(match[1]) * 1000 : null
}

const toleranceMs = 1500

/**
 * When this machine was booted, by the wall clock, in milliseconds; asked anew at each call because
 * the clock may be set. The kernel's btime has whole seconds only, so /proc/uptime refines it where
 * both agree (in some containers the one is faked and the other is not; then btime holds, which is
 * what start times count from). An answer is kept while it still fits: a jittering one would make
 * every process seem changed.
 */
export function createBootWall(reader: ProcReader): (now: Moment) => number {
  let kept: number | null = null
  return (now) => {
    const uptimeMs = readUptimeMs(reader)
    const byUptime = uptimeMs === null ? null : now.wall - uptimeMs
    if (kept !== null && (byUptime === null || Math.abs(byUptime - kept) < toleranceMs)) return kept
    const bySecond = readBootSecond(reader)
    if (bySecond === null) return byUptime ?? 0
    const agrees = byUptime !== null && Math.abs(byUptime - bySecond) < toleranceMs
    kept = agrees ? Math.round(byUptime) : bySecond
    return kept
  }
}
