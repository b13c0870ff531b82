/** What a person does from the tray, with real daemons and the real window. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { isHere, seeDaemon } from '../live/proc.ts'
import { practiceProgram } from '../live/quiesce.ts'
import type { DesktopDriver } from './driver.ts'
import {
  ask,
  choices,
  configure,
  heading,
  intents,
  sentFirst,
  trayLines,
  until,
  useDesktop,
} from './use-desktop.ts'

const desktops = useDesktop()

/** Starts a daemon that ignores SIGTERM, and the desktop, and stops it there by this schedule. */
async function beginStop(
  schedule: string,
): Promise<{ desktop: DesktopDriver; page: Page; pid: number; run: string; rest: string }> {
  const { pid } = await desktops.home().practice('ignores-term')
  const desktop = await desktops.start()
  const page = await desktop.page()
  await until(() => desktop.tray()).not.toBeNull()
  const rest = (await desktop.tray())?.image ?? ''
  const { run } = await ask(page, 'run.stop', { target: `pid:${pid}`, schedule, person: true })
  // Its SIGTERM. On a busy machine a short wait may be over before it is written down.
  await until(() => intents(desktop.home)).toBe(1)
  await sentFirst(page, run.id)
  return { desktop, page, pid, run: run.id, rest }
}
const lineOf = async (desktop: DesktopDriver, words: RegExp): Promise<string> =>
  (await trayLines(desktop)).find((line) => words.test(line)) ?? ''

describe('a running stop in the tray', () => {
  it('shows its next moment, is extended, held, released and left there', async () => {
    const { desktop, page, pid, run } = await beginStop('stop/600/ask/KILL/5')
    const deadline = async (): Promise<number> => {
      const { phase } = (await ask(page, 'run.get', { run })).run
      return phase.kind === 'waiting' ? (phase.deadline?.wall ?? 0) : 0
    }
    await until(() => lineOf(desktop, /is stopping until/)).not.toBe('')
    const sent = intents(desktop.home)
    const [line, before] = [await lineOf(desktop, /is stopping until/), await deadline()]
    await desktop.chooseInTray(line, 'Extend by')
    await until(() => lineOf(desktop, /is stopping until/)).not.toBe(line)
    expect((await deadline()) - before).toBe(120_000)

    await desktop.chooseInTray(await lineOf(desktop, /is stopping until/), 'Hold')
    await until(() => lineOf(desktop, /is held/)).not.toBe('')
    await desktop.chooseInTray(await lineOf(desktop, /is held/), 'Release')
    await until(() => lineOf(desktop, /is stopping until/)).not.toBe('')
    await desktop.chooseInTray(await lineOf(desktop, /is stopping until/), 'Leave it running')
    await until(() => lineOf(desktop, /is stopping/)).toBe('')
    expect((await ask(page, 'run.get', { run })).run.phase).toMatchObject({
      outcome: { kind: 'abandoned' },
    })
    expect(isHere(pid)).toBe(true)
    expect(intents(desktop.home)).toBe(sent)
  })
})

describe('Force… in the tray', () => {
  it('opens the question in the window and kills nobody; held there, it ends the daemon', async () => {
    const { desktop, page, pid, run, rest } = await beginStop('stop/0.3/ask/KILL/5')
    // "… until 09:24, then it asks you" is what it says before.
    await until(async () => (await desktop.tray())?.toolTip ?? '').toMatch(/1 asks you/)
    const asks = await desktop.tray()
    expect(asks?.image).not.toBe(rest)
    await desktop.focusWindow(false)
    const sent = intents(desktop.home)
    await desktop.chooseInTray(await lineOf(desktop, /ignores-term.* asks you/), 'Force…')
    await page.getByRole('alertdialog').waitFor()
    expect(await desktop.windows()).toMatchObject([{ visible: true, focused: true }])
    expect((await ask(page, 'run.get', { run })).run.phase.kind).toBe('asking')
    expect([isHere(pid), intents(desktop.home)]).toEqual([true, sent])

    const box = await page.getByRole('button', { name: /Hold to force/ }).boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10)
    await page.mouse.down()
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    await page.mouse.up()
    await heading(page, /force was needed/)
    expect(isHere(pid)).toBe(false)
    await until(() => lineOf(desktop, /asks you/)).toBe('')
  })
})

describe('a favourite', () => {
  it('is started, restarted and stopped from its submenu, with its plan shown first', async () => {
    const home = desktops.home()
    const folder = `${home.folder}/lizard`
    configure(
      home,
      `services:
  lizard:
    pidfile: ${folder}/practice-double-forks.pid
    start: [${practiceProgram}, double-forks, --dir, ${folder}]
settings:
  favourites: [lizard]
`,
    )
    const desktop = await desktops.start()
    const page = await desktop.page()
    await until(() => lineOf(desktop, /^lizard/)).toBe('lizard, stopped')
    expect(await choices(desktop, 'lizard')).toEqual(['Show it', 'Start'])
    await desktop.chooseInTray('lizard', 'Start')
    await until(() => lineOf(desktop, /^lizard/)).toBe('lizard, running')
    const [first] = seeDaemon(folder)

    const sent = intents(home)
    await desktop.chooseInTray('lizard', 'Restart…')
    await page.getByRole('dialog').getByText('Nothing has been sent.').waitFor()
    expect(intents(home)).toBe(sent)
    await page.getByRole('button', { name: /Restart now/ }).click()
    // To its end: it stops, is started again, is watched until it stays up, and that is told.
    await heading(page, /lizard has stopped/)
    await page
      .getByText(/lizard is up: .*watched for/)
      .first()
      .waitFor()
    await until(() => lineOf(desktop, /^lizard/)).toBe('lizard, running')
    const again = seeDaemon(folder)
    expect([again.length, again[0]?.pid === first?.pid, isHere(first?.pid ?? 0)]).toEqual([
      ...[1, false, false],
    ])
    // The stop and the start.
    expect(intents(home)).toBe(sent + 2)
    await desktop.chooseInTray('lizard', 'Stop…')
    await page.getByRole('dialog').getByText('Nothing has been sent.').waitFor()
    await page.getByRole('button', { name: /Stop now/ }).click()
    await heading(page, /has stopped/)
    await until(() => lineOf(desktop, /^lizard/)).toBe('lizard, stopped')
    expect([first === undefined, seeDaemon(folder)]).toEqual([false, []])
  })
})
