import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCrashListener } from '../../electron/desktop/page-crash.ts'
import { stampOf, watchForUpdate } from '../../electron/desktop/update-watch.ts'
import { ManualClock } from '../engine/journal/fakes.ts'

const minute = 60_000

describe('our own files', () => {
  it('have another stamp when a package replaces them, and none while they are away', () => {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-update-'))
    const file = join(folder, 'main.js')
    writeFileSync(file, 'one')
    const first = stampOf(file)
    expect(stampOf(file)).toBe(first)
    writeFileSync(`${file}.new`, 'one')
    renameSync(`${file}.new`, file)
    expect(stampOf(file)).not.toBe(first)
    rmSync(folder, { recursive: true })
    expect(stampOf(file)).toBe('')
  })

  const watch = (stamps: string[]): { clock: ManualClock; told: string[]; stop: () => void } => {
    const clock = new ManualClock()
    const told: string[] = []
    const stamp = (): string => (stamps.length > 1 ? (stamps.shift() ?? '') : (stamps[0] ?? ''))
    const stop = watchForUpdate({ clock, stamp, onUpdated: () => told.push('updated') })
    return { clock, told, stop }
  }

  it('are told of once when they changed', () => {
    const { clock, told } = watch(['a', 'a', 'b'])
    clock.advance(minute)
    expect(told).toEqual([])
    clock.advance(10 * minute)
    expect(told).toEqual(['updated'])
    expect(clock.armed).toBe(0)
  })

  it('that are away are in the middle of being replaced', () => {
    const { clock, told } = watch(['a', '', 'a', 'b'])
    clock.advance(2 * minute)
    expect(told).toEqual([])
    clock.advance(minute)
    expect(told).toEqual(['updated'])
  })

  it('that cannot be seen are not looked at, and nobody looks after the end', () => {
    expect(watch(['']).clock.armed).toBe(0)
    const { clock, stop } = watch(['a', 'b'])
    stop()
    expect(clock.armed).toBe(0)
  })
})

describe('a page that goes down', () => {
  const crash = { reason: 'crashed', exitCode: 139 }
  const listen = (
    answer: boolean,
  ): {
    log: string[]
    later: (ms: number) => void
    gone: ReturnType<typeof createCrashListener>
  } => {
    const log: string[] = []
    let now = 0
    const gone = createCrashListener({
      now: () => now,
      reload: () => log.push('reload'),
      ask: (reason) => {
        log.push(`asks: ${reason}`)
        return Promise.resolve(answer)
      },
      report: (sentence) => log.push(sentence),
    })
    return { log, later: (ms) => (now += ms), gone }
  }

  it('is loaded again, and that is said', async () => {
    const { log, gone } = listen(false)
    await gone(crash)
    expect(log).toEqual([
      'The page of the window ended: crashed, status 139. Runs go on.',
      'reload',
    ])
  })

  it('that just ended is no crash', async () => {
    const { log, gone } = listen(false)
    await gone({ reason: 'clean-exit', exitCode: 0 })
    expect(log).toEqual([])
  })

  it.each([true, false])('again and again: a person decides (%s)', async (answer) => {
    const { log, gone } = listen(answer)
    for (let time = 0; time < 4; time += 1) await gone(crash)
    expect(log.filter((line) => line === 'reload')).toHaveLength(answer ? 4 : 3)
    expect(log).toContain('asks: crashed')
  })

  it('now and then is loaded each time', async () => {
    const { log, later, gone } = listen(false)
    for (let time = 0; time < 10; time += 1) {
      await gone(crash)
      later(minute / 2)
    }
    expect(log.filter((line) => line === 'reload')).toHaveLength(10)
  })
})
