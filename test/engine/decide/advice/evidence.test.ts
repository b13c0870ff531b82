/** Whatever the facts are: no reboot without evidence, nothing said of what could not be read. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviseAfter, adviseMachine } from '../../../../electron/engine/decide/advice/advise.ts'
import type { MachineFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import { parseTainted } from '../../../../electron/engine/parse/kernel-taint.ts'
import type { Advice } from '../../../../shared/advice.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { killedRun, makeEnd, makeMachine } from './make-facts.ts'

const notKnown = fc.constant(unknown('permission denied'))
const text = fc.string({ minLength: 1, maxLength: 20 })
const pid = fc.integer({ min: 1, max: 60 })
const zombie = fc.record({
  pid,
  name: text,
  parentPid: fc.constantFrom(1, 50),
  parentName: text,
  line: text,
  spanMs: fc.constantFrom(0, 4999, 5000, 6000),
})
const asleep = fc.record({
  pid,
  name: text,
  lines: fc.array(text, { maxLength: 3 }),
  wchan: fc.constantFrom('', 'nfs_wait'),
  waitsFor: fc.option(text, { nil: null }),
  spanMs: fc.constant(5000),
})
const stale = fc.record({
  pid,
  name: text,
  unit: fc.option(text, { nil: null }),
  mappings: fc.array(fc.record({ path: text, line: text }), { minLength: 1, maxLength: 2 }),
})
const kernelLine = fc.constantFrom(
  'BUG: unable to handle page fault',
  'INFO: task x:7 blocked for more than 120 seconds.',
  'watchdog: BUG: soft lockup - CPU#0 stuck for 22s!',
  'usb 1-1: new device',
)
const machines: fc.Arbitrary<MachineFacts> = fc
  .record({
    tainted: fc.oneof(
      notKnown,
      fc.nat(2 ** 20).map((mask) => parseTainted(String(mask)) ?? []),
    ),
    kernelLines: fc.oneof(notKnown, fc.array(kernelLine, { maxLength: 4 })),
    sleepers: fc.constantFrom<ReadonlySet<number>>(new Set(), new Set([7])),
    unkillable: fc.oneof(notKnown, fc.array(asleep, { maxLength: 2 })),
    zombies: fc.oneof(notKnown, fc.array(zombie, { maxLength: 3 })),
    stale: fc.oneof(notKnown, fc.array(stale, { maxLength: 3 })),
    installed: fc.oneof(notKnown, fc.constantFrom([], ['6.1.0-30-amd64'])),
    readOnlyRoot: fc.oneof(notKnown, fc.constant(null), text),
    rebootRequired: fc.oneof(
      notKnown,
      fc.constant(null),
      fc.record({ line: fc.constantFrom('', 'yes'), packages: fc.array(text, { maxLength: 2 }) }),
    ),
  })
  .map(makeMachine)

function judge({ level, findings = [], checked = [] }: Advice): void {
  const heaviest = findings.find((one) => one.level.startsWith('reboot-'))
  expect(level.startsWith('reboot-')).toBe(heaviest !== undefined)
  for (const one of findings) {
    if (!one.level.startsWith('reboot-')) continue
    expect(one.evidence.length).toBeGreaterThan(0)
    for (const { source, line } of one.evidence) {
      expect(source).not.toBe('')
      expect(line).not.toBe('')
    }
  }
  const yes = checked.filter(({ answer }) => answer.startsWith('yes'))
  expect(yes.length > 0).toBe(heaviest !== undefined)
}

describe('whatever the facts are', () => {
  it('a machine’s reboot has evidence, and stands among what was looked at', () => {
    fc.assert(
      fc.property(machines, (machine) => {
        judge(adviseMachine(machine))
      }),
    )
  })
  it('so has a run’s', () => {
    fc.assert(
      fc.property(machines, fc.option(fc.boolean(), { nil: null }), (machine, up) => {
        const start = up === null ? null : { up, sentence: 'It was started.' }
        const outcome = { kind: 'killed', by: 'ops' } as const
        judge(adviseAfter(makeEnd({ run: killedRun, outcome, start }), machine))
      }),
    )
  })
  it('what could not be read says so, and speaks for nothing', () => {
    const why = unknown('permission denied')
    const blind = makeMachine({
      ...{ tainted: why, kernelLines: why, unkillable: why, zombies: why, stale: why },
      ...{ installed: why, readOnlyRoot: why, rebootRequired: why, frozen: why, memory: why },
    })
    const { level, findings, checked = [], reasons } = adviseMachine(blind)
    expect([level, findings]).toEqual(['none', undefined])
    expect(new Set(checked.map(({ answer }) => answer))).toEqual(
      new Set(['not known: permission denied']),
    )
    expect(reasons[0]).toMatch(/could not be seen/)
  })
  it('is not known of pid 1 where its own mappings could not be read', () => {
    const { checked = [] } = adviseMachine(makeMachine({ unreadMaps: 3, unreadInit: true }))
    expect(checked).toContainEqual({
      what: 'Replaced code in pid 1',
      answer: 'not known: permission denied',
    })
  })
})
