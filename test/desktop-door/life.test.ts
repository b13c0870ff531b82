/** How the desktop lives: hidden and shown, asked to end, killed, asleep; with real daemons. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startTrayWatcher } from '../desktop/tray-watcher.ts'
import { isHere } from '../live/proc.ts'
import type { DesktopDriver } from './driver.ts'
import {
  ask,
  heading,
  intents,
  journal,
  phaseOf,
  sentFirst,
  trayLines,
  until,
  useDesktop,
} from './use-desktop.ts'

const desktops = useDesktop()

/** A desktop with a stop under way that waits for ten minutes. */
async function beginStop(
  schedule = 'stop/600/ask/KILL/5',
): Promise<{ desktop: DesktopDriver; page: Page; pid: number; run: string }> {
  const { pid } = await desktops.home().practice('ignores-term')
  const desktop = await desktops.start()
  const page = await desktop.page()
  const { run } = await ask(page, 'run.stop', { target: `pid:${pid}`, schedule, person: true })
  await until(async () => (await trayLines(desktop)).join('\n')).toMatch(/is stopping|asks you/)
  await until(() => intents(desktop.home)).toBe(1)
  await sentFirst(page, run.id)
  return { desktop, page, pid, run: run.id }
}
const isShown = async (desktop: DesktopDriver): Promise<boolean | undefined> =>
  (await desktop.windows())[0]?.visible

describe('quitting during a run', () => {
  it('asks; “Go back” changes nothing, “Leave it running” ends Quiesce and nobody else', async () => {
    const { desktop, page, pid, run } = await beginStop()
    const sent = intents(desktop.home)
    await desktop.quit()
    await until(() => desktop.dialogs()).toHaveLength(1)
    const [asked] = await desktop.dialogs()
    expect(asked).toMatchObject({
      message: expect.stringMatching(/A stop is under way: .*ignores-term/) as string,
      buttons: ['Go back', 'Leave it running'],
      ...{ defaultId: 0, cancelId: 0 },
    })
    await desktop.answerDialog(asked?.id ?? 0, 'Go back')
    expect((await phaseOf(page, run)).kind).toBe('waiting')

    await desktop.chooseInTray('Quit…')
    await until(() => desktop.dialogs()).toHaveLength(1)
    const [again] = await desktop.dialogs()
    await desktop.answerDialog(again?.id ?? 0, 'Leave it running')
    expect(await desktop.ended).toBe(0)
    expect([isHere(pid), intents(desktop.home)]).toEqual([true, sent])
  })
})

describe('the tray alone', () => {
  it('is where a hidden start and a closed window leave it; a second start brings it back', async () => {
    const home = desktops.home()
    const panel = await startTrayWatcher(home.folder)
    home.env['DBUS_SESSION_BUS_ADDRESS'] = panel.address
    try {
      const { pid } = await home.practice('obeys')
      const desktop = await desktops.start({ args: ['--hidden'] })
      const page = await desktop.page()
      expect(await isShown(desktop)).toBe(false)

      expect(await desktop.startAgain('--service', `pid:${pid}`)).toBe(0)
      await until(() => desktop.windows()).toMatchObject([{ visible: true, focused: true }])
      await heading(page, /practice|obeys/)
      await desktop.closeWindow()
      await until(() => isShown(desktop)).toBe(false)
      expect(isHere(desktop.pid)).toBe(true)
      await desktop.chooseInTray('Open Quiesce')
      expect(await isShown(desktop)).toBe(true)

      panel.setPanel(false)
      await desktop.closeWindow()
      expect(await desktop.ended).toBe(0)
    } finally {
      await panel.close()
    }
  })
})

describe('a main process that was killed in mid-run', () => {
  it('is started again: the run is found, nothing is sent, and a click resumes it', async () => {
    const first = await beginStop()
    await first.desktop.kill()
    const sent = intents(first.desktop.home)
    const desktop = await desktops.start()
    const page = await desktop.page()
    const line = async (): Promise<string> => (await trayLines(desktop)).join('\n')
    await until(line).toMatch(/ignores-term.* asks you: its stop was cut off/)
    await until(async () => (await desktop.notifications()).map(({ title }) => title)).toEqual([
      expect.stringMatching(/The stop of .*ignores-term.* was cut off/),
    ])
    expect((await phaseOf(page, first.run)).kind).toBe('asking')
    expect(intents(desktop.home)).toBe(sent)

    await page
      .getByRole('link', { name: /ignores-term/ })
      .first()
      .click()
    await page.getByRole('button', { name: /^Resume/ }).click()
    await heading(page, /Stopping/)
    await until(line).toMatch(/is stopping until/)
    expect([isHere(first.pid), intents(desktop.home)]).toEqual([true, sent])
  })
})

describe('a daemon that hangs while nobody looks', () => {
  it('is told of; the notification extends the stop, and a click on it shows why', async () => {
    const { desktop, page, run } = await beginStop('stop/0.3/ask/KILL/5')
    await desktop.focusWindow(false)
    await until(async () => (await desktop.notifications()).map(({ urgency }) => urgency)).toEqual([
      'critical',
    ])
    const [told] = await desktop.notifications()
    expect(told?.title).toMatch(/ignores-term/)
    expect(told?.actions).toEqual(['Show why', 'Extend 2\u00a0min'])
    await desktop.chooseInNotification(told?.id ?? '', 'Extend 2\u00a0min')
    await until(async () => (await phaseOf(page, run)).kind).toBe('waiting')
  })
})

describe('sleep and the end of the session', () => {
  it('waking changes no deadline and sends nothing; the end of the session interrupts', async () => {
    const { desktop, page, pid, run } = await beginStop()
    const [before, sent] = [await phaseOf(page, run), intents(desktop.home)]
    await desktop.power('suspend')
    await desktop.power('resume')
    expect(await phaseOf(page, run)).toEqual(before)
    expect(await trayLines(desktop)).toContainEqual(expect.stringMatching(/is stopping until/))
    await desktop.power('shutdown')
    expect([await desktop.ended, desktop.said]).toEqual([0, ''])
    expect(journal(desktop.home).filter((line) => line.includes('"interrupted"'))).not.toEqual([])
    expect([isHere(pid), intents(desktop.home)]).toEqual([true, sent])
  })
})
