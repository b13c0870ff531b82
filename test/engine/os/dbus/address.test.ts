import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  parseUnixAddress,
  systemBusSocket,
  userBusSocket,
  userRuntimeFolder,
} from '../../../../electron/engine/os/dbus/address.ts'

describe('a bus address', () => {
  it.each([
    ['unix:path=/run/dbus/system_bus_socket', '/run/dbus/system_bus_socket'],
    ['unix:path=/run/user/1000/bus,guid=0123456789abcdef', '/run/user/1000/bus'],
    ['unix:guid=0123,path=/run/bus', '/run/bus'],
    ['unix:abstract=/tmp/dbus-1;unix:path=/run/bus', '/run/bus'],
    ['unixexec:path=/bin/sh;unix:path=/run/bus', '/run/bus'],
    ['unix:path=/run/with%20space%3b%2c', '/run/with space;,'],
    ['unix:path=/run//user/../bus', '/run/bus'],
  ])('%s leads to %s', (address, socket) => {
    expect(parseUnixAddress(address)).toBe(socket)
  })

  it.each([
    [''],
    ['unix:'],
    ['unix:path='],
    ['unix:path=run/bus'],
    ['unix:runtime=yes'],
    ['unix:abstract=/tmp/dbus-1'],
    ['unix:xpath=/run/bus'],
    ['tcp:host=127.0.0.1,port=4000'],
    ['unixexec:path=/bin/sh'],
    ['launchd:env=X'],
    ['unix:path=/run/half%2'],
    ['unix:path=/run/nul%00bus'],
    [' unix:path=/run/bus'],
  ])('%j leads nowhere', (address) => {
    expect(parseUnixAddress(address)).toBeNull()
  })
})

describe('the system bus', () => {
  it.each([
    [{}, '/run/dbus/system_bus_socket'],
    [{ DBUS_SYSTEM_BUS_ADDRESS: '' }, '/run/dbus/system_bus_socket'],
    [{ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/other' }, '/other'],
    [{ DBUS_SYSTEM_BUS_ADDRESS: 'tcp:host=evil' }, '/run/dbus/system_bus_socket'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/other' }, '/run/dbus/system_bus_socket'],
  ])('of %j is behind %s', (environment, socket) => {
    expect(systemBusSocket(environment)).toBe(socket)
  })
})

describe('the user’s bus', () => {
  const runtime = '/run/user/1000'

  it.each([
    [{}, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/other' }, '/run/user/1000/other'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1001/bus' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/10000/bus' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/../1/bus' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x' }, '/run/user/1000/bus'],
  ])('of %j is behind %s', (environment, socket) => {
    expect(userBusSocket(environment, runtime)).toBe(socket)
  })
})

describe('the folder of a user’s run-time files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-runtime-'))
  const uid = process.getuid?.() ?? 0
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('is the one that XDG_RUNTIME_DIR names', () => {
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: folder }, uid)).toBe(folder)
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: `${folder}/` }, uid)).toBe(folder)
  })

  it('is nobody’s where it belongs to another user, as after sudo -E', () => {
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: folder }, uid + 1)).toBeNull()
  })

  it('is none where it is missing, or not a folder itself', () => {
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: `${folder}/missing` }, uid)).toBeNull()
    symlinkSync(folder, `${folder}/link`)
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: `${folder}/link` }, uid)).toBeNull()
  })

  it('is looked for under /run/user without a usable name', () => {
    const nobodyUses = 4_200_000_000
    expect(userRuntimeFolder({}, nobodyUses)).toBeNull()
    expect(userRuntimeFolder({ XDG_RUNTIME_DIR: 'relative' }, nobodyUses)).toBeNull()
  })
})
