import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBootWall, readBootId, readMachineUnits } from '../../../electron/engine/os/boot.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'
import { fakeBoot, FakeProc } from './fake-proc.ts'

let proc: FakeProc
beforeEach(() => {
  proc = new FakeProc()
})
afterEach(() => {
  proc.remove()
})
const bootSecond = 1_700_000_000_000
const after = (ms: number) => ({ mono: 0, wall: bootSecond + ms })
const bootWall = () => createBootWall(createProcReader(proc.root))

describe('when the machine was booted', () => {
  it.each([
    ['the kernel’s second alone', '', 60_000, bootSecond],
    ['refined by the uptime', '59.25 10.00\n', 60_000, bootSecond + 750],
    ['not by an uptime of a container', '5.00 10.00\n', 60_000, bootSecond],
    ['not by nonsense', 'x\n', 60_000, bootSecond],
  ])('is %s', (_what, uptime, wall, expected) => {
    proc.write('uptime', uptime)
    expect(bootWall()(after(wall))).toBe(expected)
  })

  it('is not moved by small differences of the clocks', () => {
    const ask = bootWall()
    proc.write('uptime', '59.25 1\n')
    expect(ask(after(60_000))).toBe(bootSecond + 750)
    proc.write('uptime', '69.20 1\n')
    expect(ask(after(70_000))).toBe(bootSecond + 750)
  })

  it('moves when somebody sets the clock', () => {
    const ask = bootWall()
    proc.write('uptime', '59.25 1\n')
    ask(after(60_000))
    proc.write('stat', 'btime 1700003600\n')
    proc.write('uptime', '60.25 1\n')
    expect(ask(after(3_661_000))).toBe(bootSecond + 3_600_750)
  })

  it('comes from the uptime where the kernel’s second is missing', () => {
    proc.write('stat', 'cpu 1\n')
    proc.write('uptime', '10.00 1\n')
    expect(bootWall()(after(10_000))).toBe(bootSecond)
  })
})

describe('the boot id', () => {
  it('is the kernel’s', () => {
    expect(readBootId(createProcReader(proc.root))).toBe(fakeBoot)
  })
  it('is called unknown where it is hidden', () => {
    proc.delete('sys')
    expect(readBootId(createProcReader(proc.root))).toBe('unknown')
  })
})

describe('the units of this machine', () => {
  it('are whole pages and at least 100 ticks', () => {
    const { pageBytes, ticksPerSecond } = readMachineUnits()
    expect(Math.log2(pageBytes) % 1).toBe(0)
    expect(pageBytes).toBeGreaterThanOrEqual(4096)
    expect(ticksPerSecond).toBeGreaterThanOrEqual(100)
  })
})
