import { beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '../../electron/desktop/notice.ts'
import { Notifier, type NativeOptions } from '../../electron/desktop/notifier.ts'
import type { TrayAction } from '../../electron/desktop/tray-item.ts'

/** A notification on a screen that tests look at. */
class FakeNotification {
  readonly listeners = new Map<string, (...values: never[]) => void>()
  readonly options: NativeOptions
  state: 'made' | 'shown' | 'closed' = 'made'
  constructor(options: NativeOptions) {
    this.options = options
  }
  on(event: string, listener: (...values: never[]) => void): void {
    this.listeners.set(event, listener)
  }
  show(): void {
    this.state = 'shown'
  }
  close(): void {
    this.state = 'closed'
  }
  emit(event: string, ...values: unknown[]): void {
    this.listeners.get(event)?.(...(values as never[]))
  }
}

let made: FakeNotification[] = []
let acted: TrayAction[] = []
let reports: string[] = []
let supported = true
const makeNotifier = (): Notifier =>
  new Notifier({
    isSupported: () => supported,
    make: (options) => {
      const one = new FakeNotification(options)
      made.push(one)
      return one
    },
    act: (action) => acted.push(action),
    report: (sentence) => reports.push(sentence),
  })
const place = { view: 'run', id: 'r1' } as const
const extend: TrayAction = { kind: 'decide', run: 'r1', turn: 1, decision: { kind: 'hold' } }
const notice: Notice = {
  ...{
    key: 'run:r1',
    title: 'cron has not stopped',
    body: 'It stays.',
    urgency: 'critical',
    place,
  },
  actions: [
    { label: 'Show why', action: { kind: 'open', place } },
    { label: 'Hold', action: extend },
  ],
}
const show = (more: Partial<Notice> = {}): { kind: 'show'; notice: Notice } => ({
  kind: 'show',
  notice: { ...notice, ...more },
})
beforeEach(() => {
  made = []
  acted = []
  reports = []
  supported = true
})

describe('a notification', () => {
  it('is shown with its urgency and its buttons; what wants a person stays', () => {
    makeNotifier().apply([show(), show({ key: 'b', urgency: 'low', actions: [] })])
    expect(made.map(({ state }) => state)).toEqual(['shown', 'shown'])
    expect(made[0]?.options).toEqual({
      ...{ title: 'cron has not stopped', body: 'It stays.', urgency: 'critical', silent: false },
      timeoutType: 'never',
      actions: [
        { type: 'button', text: 'Show why' },
        { type: 'button', text: 'Hold' },
      ],
    })
    expect(made[1]?.options).toMatchObject({ timeoutType: 'default', silent: true, actions: [] })
  })

  it('leads to its place at a click', () => {
    makeNotifier().apply([show()])
    made[0]?.emit('click')
    expect(acted).toEqual([{ kind: 'open', place }])
  })

  it('does what its button says, once, and goes', () => {
    makeNotifier().apply([show()])
    made[0]?.emit('action', { actionIndex: 1 })
    expect(acted).toEqual([extend])
    expect(made[0]?.state).toBe('closed')
  })

  it('does nothing for a button that it has not', () => {
    makeNotifier().apply([show()])
    made[0]?.emit('action', { actionIndex: 7 })
    expect(acted).toEqual([])
  })

  it('takes the place of the one with the same key', () => {
    makeNotifier().apply([show(), show({ title: 'cron: stopped' })])
    expect(made.map(({ state }) => state)).toEqual(['closed', 'shown'])
  })

  it('is closed by its key, once', () => {
    const notifier = makeNotifier()
    notifier.apply([show(), show({ key: 'other' }), { kind: 'close', key: 'run:r1' }])
    expect(made.map(({ state }) => state)).toEqual(['closed', 'shown'])
    notifier.apply([{ kind: 'close', key: 'nobody' }])
    notifier.close()
    expect(made.map(({ state }) => state)).toEqual(['closed', 'closed'])
  })

  it('that a person closed is not closed again', () => {
    const notifier = makeNotifier()
    notifier.apply([show()])
    made[0]?.emit('close')
    notifier.apply([{ kind: 'close', key: 'run:r1' }])
    expect(made[0]?.state).toBe('shown')
  })

  it('shows text of processes as text', () => {
    makeNotifier().apply([show({ title: '<b>a&b</b>', body: '<a href="x">' })])
    expect(made[0]?.options).toMatchObject({ title: '‹b›a＆b‹/b›', body: '‹a href="x"›' })
  })
})

describe('a desktop without notifications', () => {
  it('is told of once, and nothing is made', () => {
    supported = false
    makeNotifier().apply([show(), show({ key: 'b' })])
    expect(made).toEqual([])
    expect(reports).toEqual(['This desktop shows no notifications; the window tells everything.'])
  })

  it('that refuses one is told of, too', () => {
    makeNotifier().apply([show()])
    made[0]?.emit('failed', null, 'no server')
    expect(reports).toEqual(['A notification could not be shown: no server'])
  })
})
