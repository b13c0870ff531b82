/** Each request at the edges of what it takes: a hostile peer sends what no door of ours does. */
import { describe, expect, it } from 'vitest'
import { isPushedEventName, parseRequest, type RequestName } from '../../shared/contract.ts'
import { requestInputs } from '../../shared/request-inputs.ts'
import { full, suspect, taken } from './full-requests.ts'

const names = Object.keys(full) as RequestName[]
/** Requests that take something out where they are given nothing. */
const removable: readonly RequestName[] = ['services.change', 'groups.change', 'profiles.change']
const optionalOf = (name: RequestName): Set<string> =>
  new Set([
    ...['schedule', 'suspects', 'triggers', 'after', 'since', 'seconds', 'workers', 'rename'],
    // A page of a log has an end; the journal is read to its own.
    ...(name === 'journal.read' ? ['run', 'limit'] : []),
    ...(['diagnosis.make', 'evidence.save', 'stacks.take'].includes(name)
      ? ['run', 'folder', 'core', 'stacks']
      : []),
    ...(['leftovers.find', 'leftovers.remove'].includes(name) ? ['run'] : []),
    ...(name === 'reboot.request' ? ['message', 'overrideInhibitors', 'replaces'] : []),
  ])

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
    const optional = optionalOf(name)
    const needed = Object.keys(full[name]).filter((field) => !optional.has(field))
    for (const field of needed) {
      const result = parseRequest(name, { ...full[name], [field]: undefined })
      const place = result.ok ? 'taken' : result.error.place
      expect(place).toBe(field === 'decision' ? `${name}.decision` : `${name}.${field}`)
    }
  })
  it('needs none of its other fields', () => {
    const optional = optionalOf(name)
    for (const field of Object.keys(full[name]).filter((one) => optional.has(one))) {
      expect([field, taken(name, { [field]: undefined })]).toEqual([field, true])
    }
  })
  it('is refused where a field is of another type', () => {
    for (const field of Object.keys(full[name])) {
      for (const value of [{}, [{}], 'NUKE/', -1, Number.NaN, null]) {
        if (field === 'target' && value === 'NUKE/') continue
        if (field === 'schedule' && value === 'NUKE/') continue
        if (field === 'after' && value === 'NUKE/') continue
        if (field === 'since' && value === -1) continue
        if (['text', 'typed', 'message'].includes(field) && value === 'NUKE/') continue
        // A moment long past is refused by who knows the time; null is now.
        if (field === 'at' && (value === -1 || value === null)) continue
        // A change of a profile that changes nothing is none, and no harm.
        if (field === 'profile' && JSON.stringify(value) === '{}') continue
        if (removable.includes(name) && value === null) continue
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
const remedy = (length: number) => ({ decision: { kind: 'remedy', remedy: 'x'.repeat(length) } })
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
    ['the length of a remedy’s id', 'run.decide', remedy(256), remedy(257)],
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
    [
      'the length of the name of a unit (systemd.unit(5))',
      'run.stop',
      { triggers: ['x'.repeat(255)] },
      { triggers: ['x'.repeat(256)] },
    ],
    ['a unit without letters', 'run.stop', { triggers: ['x'] }, { triggers: [''] }],
    ['a folder in a unit', 'run.stop', { triggers: ['a.socket'] }, { triggers: ['../a.socket'] }],
    [
      'how many triggers',
      'run.stop',
      { triggers: Array.from({ length: 100 }, () => 'a.socket') },
      { triggers: Array.from({ length: 101 }, () => 'a.socket') },
    ],
    ['the gravest level of a log', 'log.read', { level: 0 }, { level: -1 }],
    ['the least level of a log', 'log.read', { level: 7 }, { level: 8 }],
    ['how few lines of a log', 'log.read', { limit: 1 }, { limit: 0 }],
    ['how many lines of a log', 'log.read', { limit: 5000 }, { limit: 5001 }],
    ['how long to wait for a line', 'log.read', { waitMs: 30_000 }, { waitMs: 30_001 }],
    ['not to wait for a line', 'log.read', { waitMs: 0 }, { waitMs: -1 }],
    [
      'the length of a cursor',
      'log.read',
      { after: 'x'.repeat(1024) },
      { after: 'x'.repeat(1025) },
    ],
    ['how few workers', 'practice.start', { workers: 0 }, { workers: -1 }],
    ['how many workers', 'practice.start', { workers: 64 }, { workers: 65 }],
  ])('%s: the last that is taken, and the first that is not', (_what, name, inside, outside) => {
    expect(taken(name, inside)).toBe(true)
    expect(taken(name, outside)).toBe(false)
  })
})

describe('the message of a reboot', () => {
  it.each([
    ['Zurück um 03:30, “wirklich” 🙂.', true],
    ['\u001b[2J', false],
    ['a\nb', false],
    ['\u009b31m', false],
    ['\u202eabc', false],
  ])('%j: taken %s', (message, isTaken) => {
    expect(taken('reboot.request', { message })).toBe(isTaken)
  })
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
