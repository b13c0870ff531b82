import { beforeEach, describe, expect, it } from 'vitest'
import { Desktop } from '../../electron/desktop/desktop.ts'
import { foundRuns, placeOfFound } from '../../electron/desktop/found-runs.ts'
import type { NoticeChange } from '../../electron/desktop/notice.ts'
import type { Place } from '../../electron/desktop/place.ts'
import type { TrayLook } from '../../electron/desktop/tray.ts'
import type { PushedEvent, RequestName, RunView } from '../../shared/contract.ts'
import { fail, ok } from '../../shared/errors.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'
import { ms } from '../fakes/run.ts'
import { ManualClock } from '../engine/journal/fakes.ts'
import { FakeClient } from './fake-client.ts'
import { endedAs, movedTo, snapshotOf, systemdKills, viewIn } from './fake-snapshot.ts'

/** A desktop's surroundings, with everything that reached them. */
class Screen {
  readonly client = new FakeClient()
  readonly clock = new ManualClock()
  readonly looks: TrayLook[] = []
  readonly shown: (Place | null)[] = []
  readonly told: NoticeChange[] = []
  readonly logins: string[] = []
  readonly reports: string[] = []
  readonly quits: string[] = []
  lookedAt: Place | null = null
  isVisible = true
  isThere = false
  trayFails = false
  answers: Partial<Record<RequestName, unknown>> = {}
  readonly desktop: Desktop

  constructor() {
    this.client.answer = (name) => {
      if (name in this.answers) return Promise.resolve(ok(this.answers[name]))
      if (name === 'settings.get')
        return Promise.resolve(fail({ code: 'not-available', message: 'No.', next: 'Wait.' }))
      if (name === 'host.info') return Promise.resolve(ok({ hostName: 'edge' }))
      return Promise.resolve(ok(name === 'services.list' ? { rows: [] } : []))
    }
    this.desktop = new Desktop({
      client: this.client,
      clock: this.clock,
      tray: this.#tray(),
      notifier: {
        apply: (changes) => this.told.push(...changes),
        close: () => this.reports.push('notifications closed'),
      },
      window: this.#window(),
      panel: () => ({ dark: true, highContrast: false }),
      quit: (then) => this.quits.push(then),
      setLoginStart: (login, occasion) => this.logins.push(`${occasion}: ${String(login.start)}`),
      report: (sentence) => this.reports.push(sentence),
    })
  }

  get titles(): string[] {
    return this.told.flatMap((one) => (one.kind === 'show' ? [one.notice.title] : []))
  }

  push(...views: RunView[]): void {
    for (const payload of views) this.client.push({ name: 'run', payload })
  }

  pushSettings(more: Partial<Settings>): void {
    const settings = { ...fillSettings(), ...more }
    this.client.push({ name: 'settings', payload: { settings } } as PushedEvent)
  }

  #tray(): ConstructorParameters<typeof Desktop>[0]['tray'] {
    const isThere = (): boolean => this.isThere
    return {
      get isThere() {
        return isThere()
      },
      show: (look) => {
        if (this.trayFails) throw new Error('no tray')
        this.isThere = true
        this.looks.push(look)
      },
      hide: () => (this.isThere = false),
    }
  }

  #window(): ConstructorParameters<typeof Desktop>[0]['window'] {
    const lookedAt = (): Place | null => this.lookedAt
    const isVisible = (): boolean => this.isVisible
    return {
      show: (place) => this.shown.push(place),
      get lookedAt() {
        return lookedAt()
      },
      get isVisible() {
        return isVisible()
      },
    }
  }
}

let screen = new Screen()
beforeEach(() => {
  screen = new Screen()
})
const waiting = viewIn('waiting')

describe('the tray', () => {
  it('is there after the first reading, with the machine’s name', async () => {
    await screen.desktop.begin(null)
    expect(screen.looks.at(-1)).toMatchObject({
      icon: 'tray-at-rest-light.png',
      tooltip: 'Quiesce, edge: nothing under way',
    })
    expect(screen.desktop.showsTray).toBe(true)
  })

  it('follows what is pushed', () => {
    screen.push(waiting)
    expect(screen.looks.at(-1)?.icon).toBe('tray-stopping-light.png')
    screen.push(movedTo('asking', waiting))
    expect(screen.looks.at(-1)?.icon).toBe('tray-asks-light.png')
  })

  it('is not drawn anew for what it does not show', () => {
    screen.push(waiting)
    const drawn = screen.looks.length
    screen.client.push({ name: 'journal', payload: {} } as PushedEvent)
    expect(screen.looks).toHaveLength(drawn)
  })

  it('shows trouble until somebody has looked', () => {
    screen.push(waiting, endedAs('came-back'))
    expect(screen.looks.at(-1)?.icon).toBe('tray-trouble-light.png')
    screen.lookedAt = { view: 'run', id: 'run-cron' }
    screen.desktop.looked()
    expect(screen.looks.at(-1)?.icon).toBe('tray-at-rest-light.png')
    expect(screen.told.at(-1)).toEqual({ kind: 'close', key: 'ceiling:run-cron' })
  })

  it('goes when it is switched off, and a hidden window comes back', () => {
    screen.push(waiting)
    screen.isVisible = false
    screen.pushSettings({ tray: { ...fillSettings().tray, show: false } })
    expect([screen.isThere, screen.shown]).toEqual([false, [null]])
    screen.push(movedTo('held', waiting))
    expect(screen.shown).toEqual([null])
  })

  it('that a desktop refuses is reported, and the rest goes on', async () => {
    screen.trayFails = true
    await screen.desktop.begin(null)
    expect(screen.reports[0]).toBe('The tray could not be shown: Error: no tray')
  })

  it('does what was chosen in it', async () => {
    await screen.desktop.act({ kind: 'open', place: { view: 'settings' } })
    await screen.desktop.act({ kind: 'quit' })
    expect([screen.shown, screen.quits]).toEqual([[{ view: 'settings' }], ['end']])
  })

  it('goes with the notifications at the end', () => {
    screen.push(waiting)
    screen.desktop.close()
    expect([screen.isThere, screen.reports]).toEqual([false, ['notifications closed']])
    screen.push(movedTo('asking', waiting))
    expect(screen.isThere).toBe(false)
  })
})

describe('after a crash', () => {
  const found = viewIn('found', { here: false })

  it('a found run brings the window to it, says so, and sends nothing', async () => {
    screen.answers = { 'run.list': [found] }
    await screen.desktop.begin(null)
    expect(screen.shown).toEqual([{ view: 'run', id: 'run-cron' }])
    expect(screen.titles).toEqual(['The stop of cron was cut off'])
    const asked = new Set(screen.client.asked.map(({ name }) => name))
    expect([...asked].filter((name) => !/\.(list|info|get)$/.test(name))).toEqual([])
  })

  it('somebody who asked for another place gets there', async () => {
    screen.answers = { 'run.list': [found] }
    await screen.desktop.begin({ view: 'settings' })
    expect(screen.shown).toEqual([{ view: 'settings' }])
  })

  it('several lead to the list, oldest first; live runs are not among them', () => {
    const late = viewIn('found', { title: 'late', startedAt: ms(5) })
    const all = foundRuns(
      snapshotOf({ runs: [late, viewIn('found'), viewIn('asking', { title: 'x' })] }),
    )
    expect(all.map(({ run }) => run.title)).toEqual(['cron', 'late'])
    expect(placeOfFound(all)).toEqual({ view: 'services' })
  })

  it('nothing was cut off: the window stays where it is', async () => {
    screen.answers = { 'run.list': [viewIn('asking')] }
    await screen.desktop.begin(null)
    expect([screen.shown, screen.titles]).toEqual([[], []])
  })
})

describe('what is told', () => {
  it('a run that hangs, and ten seconds before somebody else forces', () => {
    const at = screen.clock.now()
    const kill = systemdKills({ mono: at.mono + 60_000, wall: at.wall + 60_000 })
    screen.push(waiting, movedTo('asking', waiting, { ceilings: [kill] }))
    expect(screen.titles).toEqual(['cron has not stopped'])
    screen.clock.advance(50_000)
    expect(screen.titles).toEqual(['cron has not stopped', 'cron will be killed soon'])
  })

  it('takes the warning back when the deadline moves', () => {
    const at = screen.clock.now()
    const kill = systemdKills({ mono: 0, wall: at.wall + 5000 })
    const near = viewIn('waiting', { ceilings: [kill] })
    screen.push(near)
    screen.clock.advance(0)
    screen.push(movedTo('held', near, { ceilings: [{ ...kill, at: at.wall + 90_000 }] }))
    expect(screen.told.at(-1)).toEqual({ kind: 'close', key: 'ceiling:run-cron' })
  })

  it('an upgrade, once, and a way to finish it', () => {
    screen.desktop.updated()
    expect(screen.titles).toEqual(['Quiesce was updated'])
    expect(JSON.stringify(screen.looks.at(-1)?.menu)).toContain('Restart to finish the update…')
  })

  it('that Quiesce goes on in the tray, once', () => {
    screen.desktop.wentToTray()
    screen.desktop.wentToTray()
    expect(screen.titles).toEqual(['Quiesce goes on in the tray'])
  })

  it('what came of a start that was asked for', async () => {
    screen.answers = { 'service.start': { up: true, sentence: 'cron runs.' } }
    await screen.desktop.act({ kind: 'start', target: 'cron' })
    expect(screen.titles).toEqual(['cron'])
  })
})

describe('start at login', () => {
  const login = { start: true, hidden: true }

  it('is made to hold once the settings are known, and again when they change', () => {
    screen.pushSettings({})
    screen.pushSettings({ favourites: ['cron'] })
    screen.pushSettings({ login })
    expect(screen.logins).toEqual(['start: false', 'changed: true'])
  })

  it('is left alone where nobody could read the settings', async () => {
    await screen.desktop.begin(null)
    screen.push(waiting)
    expect(screen.logins).toEqual([])
  })
})
