/** What goes away or is replaced beneath a running desktop: its page, its files, its panel. */
import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTrayWatcher } from '../desktop/tray-watcher.ts'
import { isHere } from '../live/proc.ts'
import { checkout, type Home } from '../live/quiesce.ts'
import type { StandInDriver } from './standin-driver.ts'
import { ask, heading, intents, journal, trayLines, until, useDesktop } from './use-desktop.ts'

const desktops = useDesktop()
const update = 'Restart to finish the update…'
const titles = async (desktop: StandInDriver): Promise<readonly string[]> =>
  (await desktop.notifications()).map(({ title }) => title)

/** The built desktop as a package of its own, whose files may be replaced. */
function install(home: Home): string {
  const folder = join(home.folder, 'installed')
  mkdirSync(folder)
  cpSync(join(checkout, 'dist/desktop'), join(folder, 'desktop'), { recursive: true })
  for (const name of ['renderer', 'native'])
    symlinkSync(join(checkout, 'dist', name), join(folder, name))
  return join(folder, 'desktop/main.js')
}

/** As a package's upgrade does: a new file takes the old one's name. */
function upgrade(main: string): void {
  writeFileSync(`${main}.new`, `${readFileSync(main, 'utf8')}\nconsole.error('the new version')\n`)
  renameSync(`${main}.new`, main)
}

describe('a stop under way', () => {
  it('survives the page’s crashes; an update beneath it asks before it restarts', async () => {
    const home = desktops.home()
    const main = install(home)
    const { pid } = await home.practice('ignores-term')
    const desktop = await desktops.startStandIn({ main })
    const first = await desktop.page()
    const { run } = await ask(first, 'run.stop', {
      ...{ target: `pid:${pid}`, schedule: 'stop/600/ask/KILL/5', person: true },
    })
    await until(() => intents(home)).toBe(1)
    await first.evaluate((id) => (location.hash = `#/run/${id}`), run.id)
    await heading(first, /Stopping/)

    for (let crash = 1; crash <= 4; crash += 1) {
      await desktop.crashPage()
      if (crash === 4) {
        await until(() => desktop.dialogs()).toMatchObject([
          { message: 'The window went down again and again', defaultId: 0, cancelId: 1 },
        ])
        await desktop.answerDialog((await desktop.dialogs())[0]?.id ?? 0, 'Load it again')
      }
      // It is back, at the same place, and knows of the run that went on without it.
      await heading(await desktop.page(), /Stopping/)
    }
    expect(desktop.said.match(/The page of the window ended: crashed/g)).toHaveLength(4)
    const page = await desktop.page()
    expect([await desktop.dialogs(), intents(home)]).toEqual([[], 1])

    expect(await trayLines(desktop)).not.toContain(update)
    upgrade(main)
    await desktop.pass(60_000)
    expect(await trayLines(desktop)).toContain(update)
    expect(await titles(desktop)).toContain('Quiesce was updated')
    await desktop.chooseInTray(update)
    await until(() => desktop.dialogs()).toHaveLength(1)
    await desktop.answerDialog((await desktop.dialogs())[0]?.id ?? 0, 'Go back')
    expect((await ask(page, 'run.get', { run: run.id })).run.phase.kind).toBe('waiting')
    expect(desktop.windowsOf.relaunched).toBeNull()

    await desktop.chooseInTray(update)
    await until(() => desktop.dialogs()).toHaveLength(1)
    await desktop.answerDialog((await desktop.dialogs())[0]?.id ?? 0, 'Leave it running')
    expect(await desktop.ended).toBe(0)
    const [file, ...args] = desktop.windowsOf.relaunched ?? []
    expect([file, args]).toEqual([main, []])
    expect(journal(home).filter((line) => line.includes('"abandoned"'))).not.toEqual([])
    const next = await desktops.startStandIn({ main: file, args })
    await heading(await next.page(), /Services/)
    expect(next.said).toContain('the new version')
    await until(() => trayLines(next)).not.toEqual([])
    expect([await trayLines(next), isHere(pid), intents(home)]).toEqual([
      expect.not.arrayContaining([update]),
      ...[true, 1],
    ])
  })
})

describe('a panel', () => {
  it('that comes late shows the icon, and one that goes brings a hidden window back', async () => {
    const home = desktops.home()
    const panel = await startTrayWatcher(home.folder, false)
    home.env['DBUS_SESSION_BUS_ADDRESS'] = panel.address
    try {
      const desktop = await desktops.startStandIn()
      await desktop.page()
      await until(() => desktop.tray()).not.toBeNull()
      expect(panel.icons).toEqual([])
      await panel.setWatcher(true)
      await until(() => panel.icons).toHaveLength(1)
      await desktop.closeWindow()
      await until(() => desktop.windows()).toMatchObject([{ visible: false }])

      // It starts again, and knows nothing of icons from before.
      await panel.setWatcher(false)
      await panel.setWatcher(true)
      await until(() => panel.icons).toHaveLength(1)
      expect(await desktop.windows()).toMatchObject([{ visible: false }])
      await panel.setWatcher(false)
      await until(async () => {
        await desktop.pass(10_000)
        return desktop.windows()
      }).toMatchObject([{ visible: true }])
      await desktop.closeWindow()
      expect([await desktop.ended, desktop.said]).toEqual([0, ''])
    } finally {
      await panel.close()
    }
  })
})
