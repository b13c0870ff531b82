import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTrayHost, sessionBusSocket, waitForTray } from '../../electron/desktop/tray-host.ts'
import { createClock } from '../../electron/engine/os/clock.ts'
import { ManualClock } from '../engine/journal/fakes.ts'
import { startTrayWatcher, type TrayWatcher } from './tray-watcher.ts'

describe('the session’s bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1', '/run/user/1000/bus'],
    ['unix:guid=1,path=/tmp/dbus-x', undefined, '/tmp/dbus-x'],
    [undefined, '/run/user/1000', '/run/user/1000/bus'],
    ['unix:abstract=/tmp/x', '/run/user/1000', '/run/user/1000/bus'],
    [undefined, 'relative', null],
    [undefined, undefined, null],
  ])('address %s, folder %s: %s', (address, folder, expected) => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder }
    expect(sessionBusSocket(environment)).toBe(expected)
  })
})

describe('whether a panel shows tray icons', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-tray-'))
  const clock = createClock()
  let watcher: TrayWatcher
  beforeAll(async () => {
    watcher = await startTrayWatcher(folder)
  })
  afterAll(async () => {
    await watcher.close()
    rmSync(folder, { recursive: true })
  })
  const ask = (address: string): Promise<boolean> =>
    hasTrayHost({ DBUS_SESSION_BUS_ADDRESS: address }, clock)

  it('a panel is there', async () => {
    expect(await ask(watcher.address)).toBe(true)
  })

  it('the panel has gone, and its watcher stays', async () => {
    watcher.setPanel(false)
    expect(await ask(watcher.address)).toBe(false)
  })

  it('there is no bus, so there is none', async () => {
    expect(await ask(`unix:path=${folder}/nobody`)).toBe(false)
    expect(await hasTrayHost({}, clock)).toBe(false)
  })
})

describe('a panel that comes late', () => {
  /** How often it is looked for where it is there from this look on. */
  const looksUntil = async (thereFrom: number, atMostMs: number): Promise<[boolean, number]> => {
    const clock = new ManualClock()
    let looks = 0
    const done = { over: false }
    const waiting = waitForTray(
      () => Promise.resolve((looks += 1) >= thereFrom),
      clock,
      atMostMs,
    ).finally(() => (done.over = true))
    // Each turn lets the answer through; a second passes where the next look is waited for.
    for (let turn = 0; turn < 500; turn += 1) {
      await Promise.resolve()
      if (!done.over && clock.armed > 0) clock.advance(1000)
    }
    return [await waiting, looks]
  }

  it.each([
    ['is there at once', 1, 20_000, [true, 1]],
    ['comes after a while', 5, 20_000, [true, 5]],
    ['never comes', Number.POSITIVE_INFINITY, 3000, [false, 4]],
    ['is not waited for', Number.POSITIVE_INFINITY, 0, [false, 1]],
  ])('%s', async (_what, from, atMostMs, expected) => {
    expect(await looksUntil(from, atMostMs)).toEqual(expected)
  })
})
