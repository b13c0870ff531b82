import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryName, freshEntry } from '../../electron/desktop/desktop-entry.ts'
import {
  autostartFolder,
  startCommand,
  writeLoginStart,
} from '../../electron/desktop/login-start.ts'
import {
  isPacked,
  relaunchOptions,
  watchedFile,
  type RunningFrom,
} from '../../electron/desktop/own-files.ts'

const packed: RunningFrom = {
  here: '/opt/Quiesce/resources/app.asar/dist/desktop',
  execPath: '/opt/Quiesce/quiesce-desktop',
  environment: {},
}
const checkout: RunningFrom = {
  here: '/home/ada/quiesce/dist/desktop',
  execPath: '/home/ada/quiesce/node_modules/electron/dist/electron',
  environment: {},
}
const image: RunningFrom = {
  here: '/tmp/.mount_q/resources/app.asar/dist/desktop',
  execPath: '/tmp/.mount_q/quiesce-desktop',
  environment: { APPIMAGE: '/home/ada/Quiesce.AppImage' },
}

describe('where we run from', () => {
  it.each([
    ['a package', packed, true, '/opt/Quiesce/quiesce-desktop'],
    ['a checkout', checkout, false, '/home/ada/quiesce/dist/desktop/main.js'],
    ['an AppImage', image, true, '/home/ada/Quiesce.AppImage'],
  ])('%s', (_what, from, inArchive, file) => {
    expect([isPacked(from), watchedFile(from)]).toEqual([inArchive, file])
  })

  it.each([
    ['a package', packed, ['/opt/Quiesce/quiesce-desktop', '--hidden']],
    ['a checkout', checkout, [checkout.execPath, '/home/ada/quiesce', '--hidden']],
    ['an AppImage', image, ['/home/ada/Quiesce.AppImage', '--hidden']],
  ])('the command that starts %s again', async (_what, from, expected) => {
    expect(await startCommand(from, true)).toEqual(expected)
    expect(await startCommand(from, false)).toEqual(expected.slice(0, -1))
  })

  it('a restart shows itself, and an AppImage starts by its file', () => {
    const argv = ['/opt/q', '.', '--hidden']
    expect(relaunchOptions(checkout, argv)).toEqual({ args: ['.'] })
    expect(relaunchOptions(image, argv)).toEqual({
      execPath: '/home/ada/Quiesce.AppImage',
      args: ['.'],
    })
  })

  it('an AppImage by a relative name is none', () => {
    expect(watchedFile({ ...checkout, environment: { APPIMAGE: 'q.AppImage' } })).toContain(
      'main.js',
    )
  })
})

describe('the autostart entry', () => {
  let home = ''
  let from = image
  const file = (): string => join(home, 'autostart', entryName)
  const text = (): string | null => (existsSync(file()) ? readFileSync(file(), 'utf8') : null)
  const put = (content: string): void => {
    mkdirSync(join(home, 'autostart'), { recursive: true })
    writeFileSync(file(), content)
  }
  const fresh = freshEntry('/home/ada/Quiesce.AppImage --hidden')
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'quiesce-login-'))
    from = { ...image, environment: { ...image.environment, XDG_CONFIG_HOME: home } }
  })
  afterEach(() => {
    rmSync(home, { recursive: true })
  })

  it('lies where the specification says, also without the variable', () => {
    expect(autostartFolder({ XDG_CONFIG_HOME: home })).toBe(join(home, 'autostart'))
    expect(autostartFolder({ XDG_CONFIG_HOME: 'relative' })).toMatch(/\/\.config\/autostart$/)
  })

  it('is written when it is switched on, and removed when it is switched off', async () => {
    const login = { start: true, hidden: true }
    expect(await writeLoginStart(login, from, 'changed')).toEqual({ ok: true, value: 'written' })
    expect(text()).toBe(fresh)
    expect(await writeLoginStart(login, from, 'changed')).toEqual({ ok: true, value: 'unchanged' })
    const off = { ...login, start: false }
    expect(await writeLoginStart(off, from, 'changed')).toEqual({ ok: true, value: 'removed' })
    expect(text()).toBeNull()
    expect(await writeLoginStart(off, from, 'changed')).toEqual({ ok: true, value: 'unchanged' })
  })

  it('follows the program when that has moved', async () => {
    put(freshEntry('/old/place/q'))
    await writeLoginStart({ start: true, hidden: true }, from, 'start')
    expect(text()).toBe(fresh)
  })

  it('of somebody’s own is left alone at a start, and only hidden when switched off', async () => {
    const own = '[Desktop Entry]\nName=Mine\nExec=/my/q\n'
    put(own)
    const off = { start: false, hidden: true }
    expect(await writeLoginStart(off, from, 'start')).toEqual({ ok: true, value: 'unchanged' })
    expect(text()).toBe(own)
    await writeLoginStart(off, from, 'changed')
    expect(text()).toBe(`${own.trimEnd()}\nHidden=true\n`)
  })

  it('of ours that nobody wants any more goes at the next start', async () => {
    put(fresh)
    await writeLoginStart({ start: false, hidden: true }, from, 'start')
    expect(text()).toBeNull()
  })

  it('that cannot be written is a refusal, with the file', async () => {
    writeFileSync(join(home, 'autostart'), 'no folder')
    const written = await writeLoginStart({ start: true, hidden: true }, from, 'changed')
    expect(written).toMatchObject({ ok: false, error: { place: file() } })
  })

  it('that could name no program is a refusal', async () => {
    const odd = { ...from, environment: { ...from.environment, APPIMAGE: '/a\nb' } }
    const written = await writeLoginStart({ start: true, hidden: true }, odd, 'changed')
    expect(written).toMatchObject({ ok: false, error: { code: 'not-available' } })
    expect(text()).toBeNull()
  })
})
