/** Messages that no window of ours would send; each is wrong by how it is made, not by a schema. */
import fc from 'fast-check'
import type { RequestInput, RequestName } from '../../shared/contract.ts'
import type { SenderEvent } from '../../electron/desktop/sender.ts'

/** One right input a request, with required fields alone: without any of them it is wrong. */
export const rightInputs: { readonly [K in RequestName]: RequestInput<K> } = {
  'host.info': {},
  'services.list': { all: false },
  'services.inspect': { target: 'pid:1' },
  'plan.make': { target: 'pid:1' },
  'run.stop': { target: 'pid:1', person: true },
  'run.kill': { target: 'pid:1', scope: 'all', confirmed: true, person: true },
  'run.decide': { run: 'r1', turn: 1, decision: { kind: 'force', scope: 'all' } },
  'run.resume': { run: 'r1', person: true },
  'run.list': {},
  'run.get': { run: 'r1' },
  'service.signal': { target: 'pid:1', signal: 'KILL', scope: 'all' },
  'service.start': { target: 'pid:1' },
  'service.restart': { target: 'pid:1', person: true },
  'unit.control': { target: 'a.service', action: 'freeze', confirmed: true },
  'unit.dependencies': { target: 'a.service' },
  'unit.properties': { target: 'a.service' },
  'log.read': { target: 'a.service', level: 7, limit: 1, waitMs: 0 },
  'journal.read': {},
  'diagnosis.make': { target: 'pid:1' },
  'evidence.save': { target: 'pid:1' },
  'stacks.take': { target: 'pid:1' },
  'advice.machine': {},
  'reboot.plan': {},
  'reboot.request': { typed: 'a', at: null },
  'reboot.cancel': {},
  'report.make': { run: 'r1' },
  'leftovers.find': { target: 'pid:1' },
  'leftovers.remove': {
    target: 'pid:1',
    ids: ['pid-file:/run/a.pid'],
    confirmed: true,
  },
  'order.plan': { of: { kind: 'all' } },
  'order.begin': { of: { kind: 'all' }, person: true },
  'order.decide': { order: 'o1', turn: 1, decision: { kind: 'leave' } },
  'order.list': {},
  'order.get': { order: 'o1' },
  'services.suggest': { target: 'pid:1' },
  'services.add': { name: 'a', configuration: { pidfile: '/run/a.pid' } },
  'profiles.list': {},
  'alerts.list': {},
  'settings.get': {},
  'settings.change': { changes: [{ path: ['tray', 'show'], value: true }] },
  'configuration.get': {},
  'services.change': { name: 'a', configuration: null },
  'groups.change': { name: 'a', members: null },
  'profiles.change': { id: 'a', profile: null },
  'configuration.export': {},
  'configuration.import': { text: 'services:', mode: 'merge', confirmed: true },
  'permission.ask': { action: 'signals' },
  'permission.drop': {},
  'practice.start': { vice: 'obeys' },
}

export interface Hostile {
  readonly name: RequestName
  readonly input: unknown
  readonly from: SenderEvent
  /** The code with which it has to be refused. */
  readonly code: 'bad-input' | 'unauthorized'
  readonly how: string
}

/** Our window's own page, which is let in; the id of the window is 1. */
export const ours: SenderEvent = {
  sender: { id: 1 },
  senderFrame: { url: 'app://quiesce/index.html#/services', parent: null },
}

const huge = 'x'.repeat(2_000_000)
const names = Object.keys(rightInputs) as RequestName[]
const name = fc.constantFrom(...names)

/** An own property of any name, as a clone has it; a literal or an assignment would set a prototype. */
function withKey(input: object, key: string, value: unknown): object {
  const copy = { ...input }
  return Object.defineProperty(copy, key, { value, enumerable: true, configurable: true })
}

const strangeKeys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'then',
    '',
    'x'.repeat(70_000),
  ),
  fc.string().map((text) => `?${text}`),
)

const notObjects = fc.oneof(
  fc.constantFrom(undefined, null, '', 'host.info', 0, -0, NaN, 1n, true, false),
  // The schemas alone take these for `{}`.
  fc.constantFrom(new Date(0), new Map(), new Set(), /x/, new Error('x'), new ArrayBuffer(1)),
  fc.array(fc.anything(), { maxLength: 5 }),
  fc.string(),
  fc.double(),
)

/** What could hide in a field. */
const weird = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
    }),
  },
  { weight: 1, arbitrary: fc.constant(nested(500)) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 10_000 }, () => null)) },
)

function nested(levels: number): unknown {
  let value: unknown = 'pid:1'
  for (let level = 0; level < levels; level += 1) value = { target: value }
  return value
}

/** Values that are wrong wherever a value of this kind is right. */
function wrongFor(right: unknown): readonly unknown[] {
  if (typeof right === 'string') return [null, 7, true, {}, [right], { toString: right }, 1n, huge]
  if (typeof right === 'number')
    return [null, -1, 1.5, NaN, Infinity, 2 ** 60, String(right), [right], {}]
  if (typeof right === 'boolean') return [null, 'true', 'false', 0, 1, {}, [right], undefined]
  if (right === null) return ['null', 7, true, undefined]
  return ['', 7, true, null, [nested(3)], { length: 1 }, { '0': 'pid:1' }]
}

/** Fields that take a number as well as null, or anything at all: no other value is sure to be wrong. */
const free = ['value', 'at']

/** Paths to everything in an input but what is free. */
function pathsIn(input: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input)
    .filter(([key]) => !free.includes(key))
    .flatMap(([key, inner]) => [[...at, key], ...pathsIn(inner, [...at, key])])
}
function valueAt(input: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], input)
}
/** A copy with another value there, or without it. */
function changed(input: object, path: readonly string[], change: { to: unknown } | null): object {
  const copy = structuredClone(input)
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>
  const key = path.at(-1) ?? ''
  if (change === null) Reflect.deleteProperty(parent, key)
  else parent[key] = change.to
  return copy
}

type Made = Pick<Hostile, 'name' | 'input' | 'how'>
const withFields = fc.constantFrom(...names.filter((one) => pathsIn(rightInputs[one]).length > 0))

const notAnObject: fc.Arbitrary<Made> = fc
  .tuple(name, notObjects)
  .map(([of, input]) => ({ name: of, input, how: 'no object' }))

const keyTooMany: fc.Arbitrary<Made> = fc
  .tuple(name, strangeKeys, weird)
  .map(([of, key, value]) => ({
    name: of,
    input: withKey(rightInputs[of], key, value),
    how: `a key too many: ${key.slice(0, 20)}`,
  }))

const fieldWrong: fc.Arbitrary<Made> = fc
  .tuple(withFields, fc.nat(), fc.nat())
  .map(([of, which, how]) => {
    const paths = pathsIn(rightInputs[of])
    const path = paths[which % paths.length] ?? []
    const wrong = wrongFor(valueAt(rightInputs[of], path))
    const input = changed(rightInputs[of], path, { to: wrong[how % wrong.length] })
    return { name: of, input, how: `wrong at ${path.join('.')}` }
  })

const fieldMissing: fc.Arbitrary<Made> = fc.tuple(withFields, fc.nat()).map(([of, which]) => {
  const keys = Object.keys(rightInputs[of])
  const key = keys[which % keys.length] ?? ''
  const inherited = withKey({}, '__proto__', rightInputs[of])
  const input = which % 3 === 0 ? inherited : changed(rightInputs[of], [key], null)
  return { name: of, input, how: `without ${key}` }
})

const strangers: readonly SenderEvent[] = [
  { sender: { id: 2 }, senderFrame: ours.senderFrame },
  { sender: { id: 1 }, senderFrame: null },
  ...[
    ...[
      'https://quiesce/',
      'app://quiesce.evil/',
      'app://quiesce@evil/',
      'app:quiesce',
      'about:blank',
    ],
    ...[
      'file:///index.html',
      'app://',
      '',
      'javascript:0',
      'app://QUIESCE.example',
      'APP-x://quiesce/',
    ],
  ].map((url) => ({ sender: { id: 1 }, senderFrame: { url, parent: null } })),
  { sender: { id: 1 }, senderFrame: { url: 'app://quiesce/', parent: { url: 'app://quiesce/' } } },
]

/** Wrong in itself, from our own page. */
const wrongInput: fc.Arbitrary<Hostile> = fc
  .oneof(notAnObject, keyTooMany, fieldWrong, fieldMissing)
  .map((made) => ({ ...made, from: ours, code: 'bad-input' }))

/** Right, or not; from somebody else. */
const wrongSender: fc.Arbitrary<Hostile> = fc
  .tuple(name, fc.constantFrom(...strangers), fc.oneof(weird, fc.constant(null)))
  .map(([of, from, other]) => ({
    ...{ name: of, from, code: 'unauthorized', how: `from ${from.senderFrame?.url ?? 'nowhere'}` },
    input: other ?? rightInputs[of],
  }))

/** Any of them; its input is what comes out of the structured clone that IPC makes. */
export const hostile: fc.Arbitrary<Hostile> = fc
  .oneof({ weight: 4, arbitrary: wrongInput }, { weight: 1, arbitrary: wrongSender })
  .map((made) => ({ ...made, input: structuredClone(made.input) }))

/** Names of no request, as a page could ask for them. */
export const noRequests: readonly unknown[] = [
  ...['', 'host.infos', 'HOST.INFO', 'quiesce:request:host.info', 'quiesce:event', '__proto__'],
  ...['constructor', 'toString', 'hasOwnProperty', 'run.decide\0', ' run.list', huge],
  ...[null, undefined, 7, NaN, true, {}, [], ['host.info'], { name: 'host.info' }, new Date(0)],
]
