/** A reboot against a logind of the test, behind a bus of the test: never this machine's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemBusSocket } from '../../../electron/engine/os/dbus/address.ts'
import { withLogind } from '../../../electron/engine/reboot/logind.ts'
import { planReboot } from '../../../electron/engine/reboot/plan.ts'
import type { RebootPorts } from '../../../electron/engine/reboot/ports.ts'
import { cancelReboot, requestReboot } from '../../../electron/engine/reboot/request.ts'
import { fail, ok } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { dayTime } from '../../../shared/wording/day-time.ts'
import { FakeBus, type Answer } from '../os/dbus/fake-bus.ts'
import { createManualClock } from '../os/manual-clock.ts'

const now = 1_800_000_000_000
const hour = 3_600_000
const error = (name: string): Answer => ({
  error: `org.freedesktop.DBus.Error.${name}`,
  text: 'no',
  sender: ':1.9',
})
const lock = ['shutdown', 'apt', 'upgrading', 'block', 0, 100]

let bus: FakeBus
let records: JournalBody[] = []
beforeEach(async () => {
  records = []
  bus = await FakeBus.start()
  const session = '/org/freedesktop/login1/session/_31'
  bus.answer('CanReboot', () => ({ signature: 's', body: ['yes'] }))
  bus.answer('ListSessions', () => ({
    signature: 'a(susso)',
    body: [[['1', 1000, 'ops', 'seat0', session]]],
  }))
  bus.answer('GetAll', () => ({
    signature: 'a{sv}',
    body: [
      [
        ['Class', ['s', 'user']],
        ['TTY', ['s', 'tty1']],
      ],
    ],
  }))
  bus.answer('ListInhibitors', () => ({ signature: 'a(ssssuu)', body: [[]] }))
  bus.answer('Get', () => ({ signature: 'v', body: [['(st)', ['', 0n]]] }))
  for (const method of ['SetWallMessage', 'ScheduleShutdown', 'RebootWithFlags', 'Reboot']) {
    bus.answer(method, () => ({}))
  }
  bus.answer('CancelScheduledShutdown', () => ({ signature: 'b', body: [true] }))
})
afterEach(async () => {
  await bus.end()
})

const portsOf = (more: Partial<RebootPorts> = {}): RebootPorts => ({
  hostName: 'db1',
  by: 'ops',
  now: () => now,
  canAsk: () => false,
  advice: () =>
    Promise.resolve({ level: 'none', sentence: 'No.', reasons: ['x'], aboutReboot: '' }),
  running: () => Promise.resolve([]),
  liveStops: () => Promise.resolve([]),
  whose: () => Promise.resolve({ by: 'ada', mine: false }),
  userName: (uid) => (uid === 0 ? 'root' : String(uid)),
  record: (body) => {
    records.push(body)
    return Promise.resolve(ok(null))
  },
  withLogind: (use) =>
    withLogind(
      systemBusSocket({ DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus.socket}` }),
      createManualClock(),
      use,
    ),
  ...more,
})
const called = (): readonly string[] =>
  bus.calls
    .map(({ member }) => member ?? '')
    .filter((member) => /^(?:SetWall|Schedule|Reboot|CancelSch)/.test(member))
const codeOf = (result: { ok: boolean; error?: { code: string } }): string | undefined =>
  result.error?.code
const typed = 'db1'

describe('the plan of a reboot', () => {
  it('tells who is logged in, who holds it back, and what is planned', async () => {
    bus.answer('ListInhibitors', () => ({ signature: 'a(ssssuu)', body: [[lock]] }))
    bus.answer('Get', () => ({
      signature: 'v',
      body: [['(st)', ['reboot', BigInt(now + hour) * 1000n]]],
    }))
    const plan = await planReboot(portsOf({ liveStops: () => Promise.resolve(['nginx']) }))
    expect(plan).toMatchObject({
      value: {
        hostName: 'db1',
        people: [{ user: 'ops', where: 'tty1', since: null }],
        inhibitors: [{ who: 'apt', user: 'root', why: 'upgrading', mode: 'block' }],
        runs: ['nginx'],
        scheduled: { at: now + hour, type: 'reboot', by: 'ada', mine: false },
        refusal: null,
      },
    })
    expect(called()).toEqual([])
  })
  it.each([
    ['no', false, /polkit refuses/],
    ['na', true, /from outside/],
    ['challenge', false, /password/],
    ['challenge', true, null],
  ])('with the answer %s (can ask: %s) says %s', async (word, canAsk, words) => {
    bus.answer('CanReboot', () => ({ signature: 's', body: [word] }))
    const plan = await planReboot(portsOf({ canAsk: () => canAsk }))
    const refusal = plan.ok ? plan.value.refusal : 'failed'
    if (words === null) expect(refusal).toBeNull()
    else expect(refusal).toMatch(words)
  })
  it('without a logind tells what is known all the same', async () => {
    bus.answer('CanReboot', () => error('ServiceUnknown'))
    const plan = await planReboot(portsOf())
    expect(plan).toMatchObject({
      value: { isAsked: false, people: [], refusal: expect.stringMatching(/logind/) as unknown },
    })
  })
})

describe('the request of a reboot', () => {
  it.each([
    ['another name', { typed: 'db2', at: null }, 'needs-consent'],
    ['the name in capitals', { typed: 'DB1', at: null }, 'needs-consent'],
    ['no name', { typed: '', at: now + hour }, 'needs-consent'],
    ['a time that is past', { typed, at: now - 1 }, 'bad-input'],
    ['a time two years ahead', { typed, at: now + 2 * 366 * 24 * hour }, 'bad-input'],
  ])('with %s reaches no bus', async (_name, wanted, code) => {
    expect(codeOf(await requestReboot(portsOf(), wanted))).toBe(code)
    expect([bus.connections, records]).toEqual([0, []])
  })
  it('is busy while something is being stopped', async () => {
    const ports = portsOf({ liveStops: () => Promise.resolve(['nginx']) })
    expect(codeOf(await requestReboot(ports, { typed, at: null }))).toBe('busy')
    expect(bus.connections).toBe(0)
  })
  it('for a time is planned with its message, and recorded before and after', async () => {
    const done = await requestReboot(portsOf(), { typed, at: now + hour, message: 'Soon.' })
    expect(done).toMatchObject({ value: { at: now + hour } })
    expect(called()).toEqual(['SetWallMessage', 'ScheduleShutdown'])
    expect(
      bus.calls.find(({ member }) => member === 'ScheduleShutdown')?.body?.map(String),
    ).toEqual(['reboot', String((now + hour) * 1000)])
    expect(records.map(({ kind }) => kind)).toEqual(['intent', 'result'])
    expect(records[0]).toMatchObject({ what: 'plan-reboot', by: 'ops', planned: now + hour })
  })
  it('now respects inhibitors by its flags, and falls back for an old logind', async () => {
    expect((await requestReboot(portsOf(), { typed, at: null })).ok).toBe(true)
    expect(called()).toEqual(['RebootWithFlags'])
    bus.answer('RebootWithFlags', () => error('UnknownMethod'))
    expect((await requestReboot(portsOf(), { typed, at: null })).ok).toBe(true)
    expect(called()).toEqual(['RebootWithFlags', 'RebootWithFlags', 'Reboot'])
  })
  it.each([null, now + hour])(
    'at %s is refused by a block, and overridden by a word',
    async (at) => {
      bus.answer('ListInhibitors', () => ({ signature: 'a(ssssuu)', body: [[lock]] }))
      const refused = await requestReboot(portsOf(), { typed, at })
      expect(refused).toMatchObject({
        error: { code: 'needs-consent', candidates: ['apt (root): upgrading'] },
      })
      expect([called(), records]).toEqual([[], []])
      const other = { typed, at, overrideInhibitors: ['packagekit'] }
      expect(codeOf(await requestReboot(portsOf(), other))).toBe('needs-consent')
      const wanted = { typed, at, overrideInhibitors: ['apt'] }
      expect((await requestReboot(portsOf(), wanted)).ok).toBe(true)
      expect(called()).toHaveLength(1)
    },
  )
  it.each([null, now + hour])(
    'at %s replaces a colleague’s poweroff only with consent to that one',
    async (at) => {
      const planned = now + 2 * hour
      bus.answer('Get', () => ({
        signature: 'v',
        body: [['(st)', ['poweroff', BigInt(planned) * 1000n]]],
      }))
      for (const replaces of [undefined, planned + 1]) {
        const wanted = { typed, at, ...(replaces !== undefined && { replaces }) }
        expect(await requestReboot(portsOf(), wanted)).toMatchObject({
          error: {
            code: 'needs-consent',
            message: `This would replace the planned poweroff of ada for ${dayTime(planned)}.`,
          },
        })
      }
      expect([called(), records]).toEqual([[], []])
      expect((await requestReboot(portsOf(), { typed, at, replaces: planned })).ok).toBe(true)
    },
  )
  it('tells terminals nothing that steers them', async () => {
    await requestReboot(portsOf(), { typed, at: now + hour, message: 'a\u001b[2Jb\u0007' })
    const wall = bus.calls.find(({ member }) => member === 'SetWallMessage')
    expect(wall?.body).toEqual(['a [2Jb ', true])
  })
  it('says the day, and that what begins until then does not hold it back', async () => {
    const done = await requestReboot(portsOf(), { typed, at: now + hour })
    const sentence = done.ok ? done.value.sentence : ''
    expect(sentence).toContain(dayTime(now + hour))
    expect(sentence).toMatch(/What begins until then does not hold it back/)
  })
  it('is not held back by a delay: logind grants that by itself', async () => {
    const delay = ['shutdown', 'GNOME', 'saves', 'delay', 1000, 102]
    bus.answer('ListInhibitors', () => ({ signature: 'a(ssssuu)', body: [[delay]] }))
    expect((await requestReboot(portsOf(), { typed, at: null })).ok).toBe(true)
  })
  it.each(['no', 'na', 'challenge'])('is refused where logind says %s', async (word) => {
    bus.answer('CanReboot', () => ({ signature: 's', body: [word] }))
    expect((await requestReboot(portsOf(), { typed, at: null })).ok).toBe(false)
    expect([called(), records]).toEqual([[], []])
  })
  it('is not sent where it cannot be recorded', async () => {
    const full = { code: 'journal-unwritable', message: 'Full.', next: 'Free some.' } as const
    const ports = portsOf({ record: () => Promise.resolve(fail(full)) })
    expect(codeOf(await requestReboot(ports, { typed, at: null }))).toBe('journal-unwritable')
    expect(called()).toEqual([])
  })
  it('that polkit refuses is recorded as such, and takes its message back', async () => {
    bus.answer('ScheduleShutdown', () => error('InteractiveAuthorizationRequired'))
    const wanted = { typed, at: now + hour, message: 'Soon.' }
    expect(codeOf(await requestReboot(portsOf(), wanted))).toBe('no-permission')
    expect(called()).toEqual(['SetWallMessage', 'ScheduleShutdown', 'SetWallMessage'])
    expect(records.at(-1)).toMatchObject({
      kind: 'result',
      detail: /password/,
    })
  })
  it('says where the message could not be set', async () => {
    bus.answer('SetWallMessage', () => error('AccessDenied'))
    const done = await requestReboot(portsOf(), { typed, at: now + hour, message: 'Soon.' })
    expect(done.ok && done.value.sentence).toMatch(/message could not be set/)
  })
})

describe('calling it off', () => {
  const planned = now + hour
  const moment = dayTime(planned)
  const plan = (type: string): void => {
    const body = [['(st)', [type, BigInt(planned) * 1000n]]]
    bus.answer('Get', () => ({ signature: 'v', body }))
  }
  const cancel = (whose: { by: string | null; mine: boolean }, cancels?: number) =>
    cancelReboot(
      portsOf({ whose: () => Promise.resolve(whose) }),
      cancels === undefined ? {} : { cancels },
    )
  const ada = { by: 'ada', mine: false }
  it('needs no second word for one’s own plan', async () => {
    plan('reboot')
    expect(await cancel({ by: 'ops', mine: true })).toMatchObject({
      value: { sentence: `The planned reboot of ops for ${moment} is called off.`, at: null },
    })
    expect(records.map(({ kind }) => kind)).toEqual(['intent', 'result'])
  })
  it.each([
    ['ada planned it', ada, undefined, `ada planned the poweroff for ${moment}.`, /^Ask ada,/],
    [
      'nobody knows who planned it',
      { by: null, mine: false },
      undefined,
      `Somebody else planned the poweroff for ${moment}.`,
      /^Make sure that nobody needs it,/,
    ],
    ['another one was read', ada, planned - 1, `ada planned the poweroff for ${moment}.`, /./],
    [
      'one’s own took the place of the one that was read',
      { by: 'ops', mine: true },
      planned - 1,
      `You planned the poweroff for ${moment}.`,
      /./,
    ],
  ])('is refused where %s', async (_name, whose, cancels, message, next) => {
    plan('poweroff')
    const refused = await cancel(whose, cancels)
    const by = whose.by === null ? '' : ` of ${whose.by}`
    expect(refused).toMatchObject({
      error: {
        ...{ code: 'needs-consent', message },
        next: expect.stringMatching(next) as unknown,
        candidates: [`poweroff${by} for ${moment}`],
      },
    })
    expect([called(), records]).toEqual([[], []])
  })
  it('calls a colleague’s poweroff off with consent to that very one', async () => {
    plan('poweroff')
    expect((await cancel(ada, planned)).ok).toBe(true)
    expect(called()).toEqual(['CancelScheduledShutdown'])
  })
  it('is not-now where nothing is', async () => {
    expect(codeOf(await cancelReboot(portsOf(), {}))).toBe('not-now')
    expect([called(), records]).toEqual([[], []])
  })
})
