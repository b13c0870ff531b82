import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTrayHost, sessionBusSocket } from '../../electron/desktop/tray-host.ts'
import { createClock } from '../../electron/engine/os/clock.ts'
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
