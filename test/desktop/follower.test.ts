import { beforeEach, describe, expect, it } from 'vitest'
import { Follower, type Change } from '../../electron/desktop/follower.ts'
import type { PushedEvent, RequestName } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { fillSettings } from '../../shared/settings.ts'
import { FakeClient } from './fake-client.ts'
import { endedAs, rowIn, viewIn } from './fake-snapshot.ts'

let client = new FakeClient()
let changes: Change[] = []
let reports: string[] = []
const settings = { ...fillSettings(), favourites: ['cron'] }
const answers: Partial<Record<RequestName, unknown>> = {
  'host.info': { hostName: 'edge' },
  'settings.get': { settings },
  'run.list': [viewIn('waiting')],
  'services.list': { rows: [rowIn('running')], hidden: 0, at: 0, problems: [] },
}
const notBuilt = { code: 'not-available', message: 'Not yet.', next: 'Wait.' } as const
const broken = { code: 'internal', message: 'It broke.', next: 'Look.' } as const

function follow(refused: Partial<Record<RequestName, Result<never>>> = {}): Follower {
  client.answer = (name) => Promise.resolve(refused[name] ?? ok(answers[name] ?? []))
  return new Follower({
    client,
    onChange: (change) => changes.push(change),
    report: (sentence) => reports.push(sentence),
  })
}
beforeEach(() => {
  client = new FakeClient()
  changes = []
  reports = []
})

describe('what is read', () => {
  it('is everything, favourites that nothing runs of among them', async () => {
    const follower = follow()
    await follower.read()
    const { snapshot } = follower
    expect([snapshot.host, snapshot.settings.favourites]).toEqual(['edge', ['cron']])
    expect([snapshot.runs.size, snapshot.rows.size]).toEqual([1, 1])
    expect(client.asked.find(({ name }) => name === 'services.list')?.input).toEqual({ all: true })
  })

  it('may be refused in part: the rest is there, and the refusal is reported', async () => {
    const follower = follow({ 'host.info': fail(broken), 'run.list': fail(broken) })
    await follower.read()
    expect([follower.snapshot.host, follower.snapshot.rows.size]).toEqual(['', 1])
    expect(reports).toEqual(['It broke.', 'It broke.'])
  })

  it('may be without settings: the defaults hold, and that is no news', async () => {
    const follower = follow({ 'settings.get': fail(notBuilt) })
    await follower.read()
    expect(follower.snapshot.settings).toEqual(fillSettings())
    expect(reports).toEqual([])
  })
})

describe('what is pushed', () => {
  it('becomes a change with what was known before and after', () => {
    const follower = follow()
    const event: PushedEvent = { name: 'run', payload: viewIn('waiting') }
    client.push(event)
    expect(changes).toMatchObject([{ event }])
    expect(changes[0]?.before.runs.size).toBe(0)
    expect(changes[0]?.now).toBe(follower.snapshot)
  })

  it('of a favourite that left the short list, reads the long one', async () => {
    const follower = follow()
    await follower.read()
    const asked = (): number => client.asked.filter(({ name }) => name === 'services.list').length
    const leave = (target: string): void => {
      client.push({ name: 'services', payload: { changed: [], removed: [target], at: 0 } })
    }
    leave('somebody')
    expect(asked()).toBe(1)
    leave('cron')
    expect(follower.snapshot.rows.has('cron')).toBe(false)
    expect(asked()).toBe(2)
    while (!follower.snapshot.rows.has('cron')) await Promise.resolve()
    client.push({
      name: 'settings',
      payload: { settings: { ...settings, favourites: ['gone'] } },
    } as never)
    expect(asked()).toBe(3)
  })

  it('is not followed any more after the end', () => {
    const follower = follow()
    follower.close()
    client.push({ name: 'run', payload: viewIn('waiting') })
    expect(changes).toEqual([])
  })
})

describe('what a person does', () => {
  it('looking at trouble takes it away, and changes nothing elsewhere', () => {
    const follower = follow()
    client.push({ name: 'run', payload: viewIn('waiting') })
    client.push({ name: 'run', payload: endedAs('failed') })
    changes = []
    follower.looked({ view: 'services' })
    expect(changes).toEqual([])
    follower.looked({ view: 'run', id: 'run-cron' })
    expect(changes).toMatchObject([{ event: null, now: { troubles: [] } }])
  })

  it('an upgrade is told', () => {
    follow().updated()
    expect(changes).toMatchObject([{ now: { updated: true } }])
  })
})
