/**
 * Every shape, stopped by `quiesce stop` in a script: what happens to the unit is what systemd does
 * with it (raw.test.ts), and Quiesce says what happens, when, and who did it.
 */
import { describe, expect, it } from 'vitest'
import { planResult, runLine, runResult } from '../../../shared/json-output.ts'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce, type Told } from './inside.ts'
import type { Seen } from './play.ts'
import { expectFacts, runShapes, type SeenOf } from './run-shapes.ts'
import { execShapes } from './shapes/exec-shapes.ts'
import { killShapes } from './shapes/kill-shapes.ts'
import { targetOf, type Shape } from './shapes/shape.ts'
import { stateShapes } from './shapes/state-shapes.ts'
import { startWitness, type Witness } from './witness.ts'

const shapes = [...killShapes, ...execShapes, ...stateShapes]
const witnesses = new Map<Shape, Witness | null>()
interface Answer {
  readonly plan: Told | null
  readonly stop: Told
}
let seenOf: SeenOf<Answer>

useHost(async (host) => {
  const start = async (shape: Shape): Promise<void> => {
    witnesses.set(shape, await startWitness(host, Object.values(shape.units)[0] ?? ''))
  }
  await Promise.all(shapes.map(start))
  seenOf = await runShapes(host, shapes, 6, async (on, target, shape) => {
    const { schedule = 'stop/12' } = shape
    const args = [target, '--schedule', schedule]
    const plan = needsPlan(shape) ? await quiesce(on, ['plan', ...args]) : null
    return { plan, stop: await quiesce(on, ['stop', ...args]) }
  })
})

const needsPlan = ({ expected }: Shape): boolean =>
  expected.kept !== undefined || expected.warns !== undefined

const exitStatus = { stopped: 0, 'already-stopped': 0, killed: 10, hung: 11, refused: 14 }

interface ShownCeiling {
  readonly source: string
  readonly at: number | null
  readonly what: string
  readonly earliest: number | null
}
/** Every ceiling that the run told of until a moment. */
const ceilingsOf = (told: Told, until = Infinity): ShownCeiling[] =>
  told.lines
    .filter((line) => line.type === 'ceilings' && Number(line.at) < until)
    .flatMap((line) => line.ceilings as ShownCeiling[])

/** What it said, for whoever reads why a test failed. */
const say = ({ result, stderr }: Told): string =>
  `${JSON.stringify([result.sentence, result.notices, result.error])} ${stderr}`

describe('quiesce stop', () => {
  it.for(shapes)('$says', async (shape, test) => {
    const seen = await seenOf(shape, test)
    const { stop } = seen.answer
    expect(stop.result, say(stop)).toMatchObject({
      outcome: shape.expected.outcome,
      exitStatus: exitStatus[shape.expected.outcome as keyof typeof exitStatus],
      by:
        shape.expected.by === undefined
          ? null
          : (expect.stringMatching(shape.expected.by) as unknown),
    })
    expectFacts(seen, { ...shape.facts, ...shape.expected.facts })
    expect(seen.dropIns).toEqual([])
  })
})

const killedAt = (seen: Seen): number => (seen.beganUs ?? 0) / 1000 + (seen.kills.at(-1)?.atMs ?? 0)
/** From a line of the run to the call of systemd that it tells of. */
const nearMs = 250
/** systemd is never early but for what a timestamp in the journal is off, and late where it is busy. */
const earlyMs = 60
const lateMs = 900

describe('the clock that quiesce stop shows', () => {
  const forced = shapes.filter(({ facts }) => (facts.forcedMs ?? 0) > 0)
  it.for(forced)('is never later than the force: $says', async (shape, test) => {
    const seen = await seenOf(shape, test)
    const told = ceilingsOf(seen.answer.stop, killedAt(seen) - 100).filter(
      ({ what }) => what === seen.kills.at(-1)?.signal,
    )
    const latest = Math.max(...told.map(({ at }) => at ?? 0))
    // Of several timeouts in a row the last word is the one that came true.
    expect(latest).toBeLessThan(killedAt(seen) + earlyMs)
    if (shape.expected.asksForTime !== true) expect(latest).toBeGreaterThan(killedAt(seen) - lateMs)
  })

  const said = shapes.filter(({ expected }) => expected.ceiling !== undefined)
  it.for(said)('has the right source from the start: $says', async (shape, test) => {
    const seen = await seenOf(shape, test)
    const shown = ceilingsOf(seen.answer.stop)
    const expected = shape.expected.ceiling ?? null
    if (expected === null) {
      expect(shown).toEqual([])
      return
    }
    const found = shown.find(({ source }) => expected.source.test(source))
    expect(shown).toContainEqual(found)
    const afterMs = found?.at == null ? null : found.at - (seen.beganUs ?? 0) / 1000
    if (expected.afterMs === null) expect(afterMs).toBeNull()
    else expect(Math.abs((afterMs ?? 0) - expected.afterMs)).toBeLessThan(nearMs)
  })

  it('says that a service asked for more time, once it is past its timeout', async (test) => {
    const shape = shapes.find(({ units }) => 'extends.service' in units)
    if (shape === undefined) throw new Error('there is a shape that asks for time')
    const told = ceilingsOf((await seenOf(shape, test)).answer.stop)
    expect(told.at(-1)).toMatchObject({
      at: null,
      source: expect.stringContaining('EXTEND_TIMEOUT_USEC') as unknown,
    })
  })
})

describe('the plan', () => {
  it.for(shapes.filter(({ expected }) => expected.kept !== undefined))(
    'names what is kept: $says',
    async (shape, test) => {
      const { plan } = (await seenOf(shape, test)).answer
      const kept = plan?.result.kept as { readonly name: string }[]
      expect(kept.map(({ name }) => name)).toEqual(shape.expected.kept)
    },
  )
  it.for(shapes.filter(({ expected }) => expected.warns !== undefined))(
    'warns: $says',
    async (shape, test) => {
      const { plan } = (await seenOf(shape, test)).answer
      const text = JSON.stringify([plan?.result.warnings, plan?.result.impact, plan?.result.error])
      for (const words of shape.expected.warns ?? []) expect(text).toMatch(words)
    },
  )
})

describe('what is printed for scripts', () => {
  it.for(shapes)('is as described: $says', async (shape, test) => {
    const { plan, stop } = (await seenOf(shape, test)).answer
    for (const line of stop.lines.slice(0, -1)) expect(() => runLine.parse(line)).not.toThrow()
    expect(() => runResult.parse(stop.result)).not.toThrow()
    if (plan !== null) expect(() => planResult.parse(plan.result)).not.toThrow()
  })
})

describe('outside of the unit', () => {
  it.for(shapes)('a process of the same name hears nothing: $says', async (shape, test) => {
    await seenOf(shape, test)
    const witness = witnesses.get(shape) ?? null
    if (witness !== null) expect(witness.heard()).toBe('main is ready\n')
    expect(witness?.isUntouched() ?? true).toBe(true)
  })
  it('has a witness for nearly every shape', () => {
    const there = shapes.filter((shape) => witnesses.get(shape) !== null)
    expect(there.length).toBeGreaterThan(shapes.length - 4)
    expect(shapes.map(targetOf)).toHaveLength(new Set(shapes.map(targetOf)).size)
  })
})
