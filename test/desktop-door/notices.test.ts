/** Notifications: what is told, where a click leads, and what is not told. Time is the test's own. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Moment } from '../../shared/run.ts'
import { isHere } from '../live/proc.ts'
import type { NotificationView } from './standin/tables.ts'
import type { StandInDriver } from './standin-driver.ts'
import {
  ask,
  heading,
  intents,
  phaseOf,
  sentFirst,
  trayLines,
  until,
  useDesktop,
} from './use-desktop.ts'

const desktops = useDesktop()
const urgencies = async (desktop: StandInDriver): Promise<readonly string[]> =>
  (await desktop.notifications()).map(({ urgency }) => urgency)

/** The one notification that is there by now. */
async function told(desktop: StandInDriver): Promise<NotificationView> {
  await until(() => urgencies(desktop)).toHaveLength(1)
  const [one] = await desktop.notifications()
  if (one === undefined) throw new Error('nothing was told')
  return one
}

/** A desktop with a stop under way that waits for ten minutes, and asks then. */
async function beginStop(): Promise<{
  desktop: StandInDriver
  page: Page
  pid: number
  run: string
}> {
  const { pid } = await desktops.home().practice('ignores-term')
  const desktop = await desktops.startStandIn()
  const page = await desktop.page()
  const { run } = await ask(page, 'run.stop', {
    ...{ target: `pid:${pid}`, schedule: 'stop/600/ask/KILL/5', person: true },
  })
  await until(() => intents(desktop.home)).toBe(1)
  await sentFirst(page, run.id)
  await desktop.focusWindow(false)
  return { desktop, page, pid, run: run.id }
}

describe('a stop that hangs', () => {
  it('is told of where nobody looks; its buttons and a click do what they say', async () => {
    const { desktop, page, pid, run } = await beginStop()
    const deadline = async (): Promise<number> => {
      const phase = await phaseOf(page, run)
      return phase.kind === 'waiting' ? (phase.deadline?.wall ?? 0) : 0
    }
    await until(deadline).toBeGreaterThan(0)
    const first = await deadline()
    await desktop.pass(600_000)
    const hung = await told(desktop)
    expect([hung.urgency, hung.actions]).toEqual(['critical', ['Show why', 'Extend 2\u00a0min']])
    expect(hung.title).toMatch(/ignores-term/)
    await desktop.chooseInNotification(hung.id, 'Extend 2\u00a0min')
    await until(deadline).toBeGreaterThan(first + 110_000)
    expect([await urgencies(desktop), (await desktop.windows())[0]?.focused]).toEqual([[], false])

    await desktop.pass(130_000)
    const again = await told(desktop)
    await desktop.chooseInNotification(again.id, 'Show why')
    await until(() => desktop.windows()).toMatchObject([
      { visible: true, focused: true, url: expect.stringContaining(`/run/${run}`) as string },
    ])
    await heading(page, /has not stopped/)

    // Who looks at it sees it: nothing is told, neither now nor when it hangs once more.
    const { turn } = (await ask(page, 'run.get', { run })).run
    await ask(page, 'run.decide', { run, turn, decision: { kind: 'extend', ms: 60_000 } })
    await desktop.pass(70_000)
    await until(async () => (await phaseOf(page, run)).kind).toBe('asking')
    expect(await urgencies(desktop)).toEqual([])
    expect([isHere(pid), intents(desktop.home)]).toEqual([true, 1])

    // In quiet hours only what wants somebody is told, and a click on it leads there.
    await ask(page, 'settings.change', {
      changes: [{ path: ['notify', 'quiet'], value: { from: '00:00', to: '23:59' } }],
    })
    await page.evaluate(() => (location.hash = '#/settings'))
    await desktop.focusWindow(false)
    const good = await desktops.home().practice('obeys')
    await ask(page, 'run.stop', { target: `pid:${good.pid}`, person: true })
    await until(() => isHere(good.pid)).toBe(false)
    await until(async () => (await trayLines(desktop)).join()).not.toMatch(/obeys/)
    expect(await urgencies(desktop)).toEqual([])
    const asking = (await ask(page, 'run.get', { run })).run
    await ask(page, 'run.decide', {
      ...{ run, turn: asking.turn, decision: { kind: 'extend', ms: 60_000 } },
    })
    await desktop.pass(70_000)
    const late = await told(desktop)
    expect(late.urgency).toBe('critical')
    await desktop.chooseInNotification(late.id, null)
    await heading(page, /has not stopped/)
    expect((await desktop.windows())[0]?.focused).toBe(true)
  })
})

describe('a machine that slept', () => {
  it('has its deadlines read anew: what was left of a wait is left, and then it asks', async () => {
    const { desktop, page, pid, run } = await beginStop()
    const deadline = async (): Promise<Moment | null> => {
      const phase = await phaseOf(page, run)
      return phase.kind === 'waiting' ? phase.deadline : null
    }
    const line = async (): Promise<string> => (await trayLines(desktop)).join('\n')
    await until(deadline).not.toBeNull()
    await until(line).toMatch(/is stopping until/)
    const [before, shown] = [await deadline(), await line()]
    await desktop.power('suspend')
    // Longer than the wait: its processes slept as well, and have what was left of it.
    await desktop.pass(3_600_000, true)
    await desktop.power('resume')
    await until(async () => (await deadline())?.wall ?? 0).toBeGreaterThan(
      (before?.wall ?? 0) + 3_590_000,
    )
    expect((await deadline())?.mono).toBe(before?.mono)
    await until(line).not.toBe(shown)
    expect(await line()).toMatch(/is stopping until/)
    const { notices } = (await ask(page, 'run.get', { run })).run
    expect(notices.join()).toMatch(/was suspended for/)

    await desktop.pass(600_000)
    await until(async () => (await phaseOf(page, run)).kind).toBe('asking')
    expect((await told(desktop)).urgency).toBe('critical')
    expect([isHere(pid), intents(desktop.home)]).toEqual([true, 1])
  })
})
