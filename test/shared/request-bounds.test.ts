/** Each request at the edges of what it takes: a hostile peer sends what no door of ours does. */
import { describe, expect, it } from 'vitest'
import {
  isPushedEventName,
  parseRequest,
  requestInputs,
  type RequestName,
} from '../../shared/contract.ts'
import { viceNames } from '../../shared/practice.ts'
import { signalNumbers } from '../../shared/signals.ts'

const suspect = { boot: 'b007', pid: 100, startTicks: 1000 }

/** The fullest input of each request. */
const full: { readonly [K in RequestName]: Record<string, unknown> } = {
  'host.info': {},
  'services.list': { all: false },
  'services.inspect': { target: 'iguana' },
  'plan.make': { target: 'iguana', schedule: 'stop/5' },
  'run.stop': { target: 'iguana', schedule: 'stop/5', suspects: [suspect], person: false },
  'run.kill': { target: 'iguana', scope: 'all', confirmed: true, person: true },
  'run.decide': { run: 'run-1', turn: 0, decision: { kind: 'hold' } },
  'run.resume': { run: 'run-1', person: true },
  'run.list': {},
  'run.get': { run: 'run-1' },
  'service.signal': { target: 'iguana', signal: 'HUP', scope: 'main' },
  'service.start': { target: 'iguana' },
  'service.restart': { target: 'iguana', schedule: 'stop/5', person: true },
  'journal.read': { since: 1_700_000_000_000, run: 'run-1', limit: 100 },
  'practice.start': { vice: 'obeys', seconds: 60, workers: 2 },
}
const names = Object.keys(full) as RequestName[]
const optional = new Set(['schedule', 'suspects', 'since', 'limit', 'seconds', 'workers'])

const taken = (name: RequestName, more: object): boolean =>
  parseRequest(name, { ...full[name], ...more }).ok

describe.each(names)('the request %s', (name) => {
  it('is taken in full, and handed on as it came', () => {
    expect(parseRequest(name, full[name])).toEqual({ ok: true, value: { name, input: full[name] } })
  })
  it('is refused with a surplus field, which is named', () => {
    const result = parseRequest(name, { ...full[name], toString: 'x' })
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-input', place: name } })
    expect(result.ok ? '' : result.error.message).toContain('"toString"')
  })
  it('is refused without any field that it must have, at that field', () => {
    const needed = Object.keys(full[name]).filter(
      (field) => !optional.has(field) && !(name === 'journal.read' && field === 'run'),
    )
    for (const field of needed) {
      const result = parseRequest(name, { ...full[name], [field]: undefined })
      const place = result.ok ? 'taken' : result.error.place
      expect(place).toBe(field === 'decision' ? `${name}.decision` : `${name}.${field}`)
    }
  })
  it('needs none of its other fields', () => {
    for (const field of Object.keys(full[name]).filter((one) => optional.has(one))) {
      expect([field, taken(name, { [field]: undefined })]).toEqual([field, true])
    }
  })
  it('is refused where a field is of another type', () => {
    for (const field of Object.keys(full[name])) {
      for (const value of [{}, [{}], 'NUKE/', -1, Number.NaN, null]) {
        if (field === 'target' && value === 'NUKE/') continue
        if (field === 'schedule' && value === 'NUKE/') continue
        if (field === 'since' && value === -1) continue
        expect([field, value, taken(name, { [field]: value })]).toEqual([field, value, false])
      }
    }
  })
  it.each([null, undefined, 'text', 7, [], [full[name]]])(
    'is refused with %j as input',
    (input) => {
      expect(parseRequest(name, input)).toMatchObject({ ok: false, error: { place: name } })
    },
  )
})

it('every request is tested here', () => {
  expect([...names].sort()).toEqual(Object.keys(requestInputs).sort())
})

const day = 24 * 3600 * 1000
const extend = (ms: number): object => ({ decision: { kind: 'extend', ms } })
const suspects = (...list: object[]): object => ({ suspects: list })
const many = (count: number): object => ({ suspects: Array.from({ length: count }, () => suspect) })

describe('a bound', () => {
  it.each<[string, RequestName, object, object]>([
    [
      'the length of a target',
      'plan.make',
      { target: 'x'.repeat(4096) },
      { target: 'x'.repeat(4097) },
    ],
    ['a target without letters', 'plan.make', { target: 'x' }, { target: '' }],
    [
      'the length of a schedule',
      'plan.make',
      { schedule: 'x'.repeat(512) },
      { schedule: 'x'.repeat(513) },
    ],
    ['a schedule without letters', 'run.stop', { schedule: 'x' }, { schedule: '' }],
    ['the schedule of a restart', 'service.restart', { schedule: 'x' }, { schedule: '' }],
    ['the length of a run id', 'run.get', { run: 'a'.repeat(64) }, { run: 'a'.repeat(65) }],
    ['a run id without letters', 'run.get', { run: '0' }, { run: '' }],
    ['capitals in a run id', 'run.get', { run: 'run-1' }, { run: 'Run-1' }],
    ['a newline after a run id', 'run.resume', { run: 'run-1' }, { run: 'run-1\n' }],
    ['a folder in a run id', 'journal.read', { run: '--' }, { run: '..' }],
    ['the first turn', 'run.decide', { turn: 0 }, { turn: -1 }],
    ['half a turn', 'run.decide', { turn: 1 }, { turn: 1.5 }],
    ['the shortest extension', 'run.decide', extend(1), extend(0)],
    ['the longest extension', 'run.decide', extend(day), extend(day + 1)],
    ['part of a millisecond', 'run.decide', extend(1000), extend(1000.5)],
    [
      'the lowest pid',
      'run.stop',
      suspects({ ...suspect, pid: 1 }),
      suspects({ ...suspect, pid: 0 }),
    ],
    [
      'the highest pid (proc(5), pid_max)',
      'run.stop',
      suspects({ ...suspect, pid: 4_194_304 }),
      suspects({ ...suspect, pid: 4_194_305 }),
    ],
    [
      'a process group for a pid',
      'run.stop',
      suspects(suspect),
      suspects({ ...suspect, pid: -100 }),
    ],
    [
      'the earliest start',
      'run.stop',
      suspects({ ...suspect, startTicks: 0 }),
      suspects({ ...suspect, startTicks: -1 }),
    ],
    [
      'the length of a boot id',
      'run.stop',
      suspects({ ...suspect, boot: 'b'.repeat(64) }),
      suspects({ ...suspect, boot: 'b'.repeat(65) }),
    ],
    ['half a pid', 'run.stop', suspects(suspect), suspects({ ...suspect, pid: 1.5 })],
    ['half a tick', 'run.stop', suspects(suspect), suspects({ ...suspect, startTicks: 0.5 })],
    ['a surplus field of an identity', 'run.stop', suspects(), suspects({ ...suspect, name: 'x' })],
    ['how many suspects', 'run.stop', many(10_000), many(10_001)],
    ['how few records', 'journal.read', { limit: 1 }, { limit: 0 }],
    ['how many records', 'journal.read', { limit: 100_000 }, { limit: 100_001 }],
    ['since when', 'journal.read', { since: -0.5 }, { since: Infinity }],
    ['how short a practice', 'practice.start', { seconds: 1 }, { seconds: 0 }],
    ['how long a practice', 'practice.start', { seconds: 3600 }, { seconds: 3601 }],
    ['how few workers', 'practice.start', { workers: 0 }, { workers: -1 }],
    ['how many workers', 'practice.start', { workers: 64 }, { workers: 65 }],
  ])('%s: the last that is taken, and the first that is not', (_what, name, inside, outside) => {
    expect(taken(name, inside)).toBe(true)
    expect(taken(name, outside)).toBe(false)
  })
})

describe('a word from a closed list', () => {
  it('is every signal by its name, and no number or prefix', () => {
    for (const signal of Object.keys(signalNumbers)) {
      expect([signal, taken('service.signal', { signal })]).toEqual([signal, true])
    }
    for (const signal of ['SIGTERM', 'term', '15', 15, 'RTMIN', 'toString']) {
      expect([signal, taken('service.signal', { signal })]).toEqual([signal, false])
    }
  })
  it('is every vice, and no other', () => {
    expect(viceNames.map((vice) => taken('practice.start', { vice }))).not.toContain(false)
    expect(taken('practice.start', { vice: 'constructor' })).toBe(false)
  })
  it.each(['main', 'all', 'group'])('is the scope %s, of a force and of a signal', (scope) => {
    expect(taken('run.kill', { scope })).toBe(true)
    expect(taken('service.signal', { scope })).toBe(true)
    expect(taken('run.decide', { decision: { kind: 'force', scope } })).toBe(true)
  })
  it.each<[object, boolean]>([
    [{ kind: 'hold' }, true],
    [{ kind: 'release' }, true],
    [{ kind: 'go-on' }, true],
    [{ kind: 'leave' }, true],
    [{ kind: 'force' }, false],
    [{ kind: 'force', scope: 'everybody' }, false],
    [{ kind: 'force', scope: 'all', ms: 5 }, false],
    [{ kind: 'hold', ms: 5 }, false],
    [{ kind: 'extend' }, false],
    [{ kind: 'extend', ms: 5, scope: 'all' }, false],
    [{ kind: 'release', scope: 'all' }, false],
    [{ kind: 'go-on', turn: 1 }, false],
    [{ kind: 'leave', by: 'root' }, false],
    [{}, false],
  ])('is the decision %j: %s', (decision, isTaken) => {
    expect(taken('run.decide', { decision })).toBe(isTaken)
  })
  it.each([false, 'true', 1, null])(
    'is never %j for the word that confirms a force',
    (confirmed) => {
      expect(taken('run.kill', { confirmed })).toBe(false)
    },
  )
})

describe('a refusal', () => {
  it('says where, what was expected there, that nothing was done, and what to do', () => {
    expect(parseRequest('run.get', { run: 'A' })).toEqual({
      ok: false,
      error: {
        code: 'bad-input',
        message:
          'The request is refused at run.get.run: a run id: lower-case letters, digits and -.',
        next: 'Nothing was done. Reload the window; if it stays so, the two sides differ in version.',
        place: 'run.get.run',
      },
    })
  })
  it.each([
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    'run.stop ',
    null,
    undefined,
    ['run.stop'],
  ])('meets a request called %j before its input is read', (name) => {
    const unread = new Proxy(
      {},
      { get: () => expect.unreachable(), ownKeys: () => expect.unreachable() },
    )
    const result = parseRequest(name, unread)
    expect(result.ok ? '' : result.error.message).toBe(
      'The request is refused at request: the name of a request that exists.',
    )
  })
})

describe('names of pushed events', () => {
  it.each(['services', 'run', 'journal', 'host'])('%s is one', (name) => {
    expect(isPushedEventName(name)).toBe(true)
  })
  it.each(['', 'Run', 'runs', 'hello', 'constructor', '__proto__', 'toString', 'valueOf'])(
    '%j is none',
    (name) => {
      expect(isPushedEventName(name)).toBe(false)
    },
  )
})
