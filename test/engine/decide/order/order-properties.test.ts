/** What holds for every order, whatever its services do and a person says. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isDown, statesOf } from '../../../../electron/engine/decide/order/order-state.ts'
import type { OrderDecision } from '../../../../shared/order-input.ts'
import type { OutcomeKind } from '../../../../shared/run.ts'
import { OrderPlay, service } from '../../../fakes/order.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']
const someServices = fc
  .array(fc.subarray(names), { minLength: names.length, maxLength: names.length })
  .map((needs) => names.map((name, at) => service(name, { needs: needs[at] ?? [] })))

const outcomes: readonly OutcomeKind[] = ['stopped', 'killed', 'survived', 'came-back', 'failed']
const decisions: readonly OrderDecision[] = [
  ...([{ kind: 'pause' }, { kind: 'resume' }, { kind: 'terminate' }, { kind: 'force' }] as const),
  ...names.map((target) => ({ kind: 'pass', target }) as const),
]

type Move = (play: OrderPlay) => void
const living = (play: OrderPlay): string[] =>
  [...statesOf(play.order)].flatMap(([target, { kind }]) =>
    kind === 'stopping' || kind === 'asking' ? [target] : [],
  )
/** Does it with one of those that live, if any does. */
const withOne = (at: number, act: (play: OrderPlay, target: string) => void): Move => {
  return (play) => {
    const all = living(play)
    const target = all[at % Math.max(1, all.length)]
    if (target !== undefined) act(play, target)
  }
}

const someMove: fc.Arbitrary<Move> = fc.oneof(
  fc.nat(20).map((at) => withOne(at, (play, target) => play.hang(target))),
  fc
    .tuple(fc.nat(20), fc.constantFrom(...outcomes))
    .map(([at, outcome]) => withOne(at, (play, target) => play.end(target, outcome))),
  fc.constantFrom(...decisions).map((decision): Move => (play) => {
    play.decide(decision)
  }),
)
const someMoves = fc.array(someMove, { maxLength: 40 })

const isPaused = ({ order }: OrderPlay): boolean => order.phase.kind === 'paused'

type Services = readonly ReturnType<typeof service>[]
const start = (services: Services): OrderPlay => new OrderPlay(services)

/** Fails where a service is begun before its turn. */
function watchBegins(services: Services): OrderPlay {
  const play = start(services)
  play.onEffect = (effect, { order }) => {
    if (effect.kind !== 'begin-run') return
    const states = statesOf(order)
    const entry = order.plan.entries.find(({ target }) => target === effect.target)
    for (const { target } of entry?.after ?? []) {
      expect(order.passed.includes(target) || isDown(states.get(target))).toBe(true)
    }
  }
  return play
}

it('a service never begins before those it waits for are gone or passed over', () => {
  fc.assert(
    fc.property(someServices, someMoves, (services, moves) => {
      const play = watchBegins(services).begin()
      for (const move of moves) move(play)
      expect(new Set(play.begun).size).toBe(play.begun.length)
    }),
  )
})

it('at most eight are asked at once', () => {
  fc.assert(
    fc.property(someServices, someMoves, (services, moves) => {
      const play = start(services).begin()
      for (const move of moves) {
        move(play)
        const stopping = play.order.states.filter(({ kind }) => kind === 'stopping').length
        expect(stopping).toBeLessThanOrEqual(8)
      }
    }),
  )
})

it('a pause begins nobody until it is resumed', () => {
  fc.assert(
    fc.property(someServices, someMoves, someMoves, (services, before, during) => {
      const play = start(services).begin()
      for (const move of before) move(play)
      if (!isPaused(play)) play.decide({ kind: 'pause' })
      const begun = play.begun.length
      for (const move of during) {
        const wasPaused = isPaused(play)
        move(play)
        if (wasPaused && isPaused(play)) expect(play.begun).toHaveLength(begun)
        if (!isPaused(play)) return
      }
    }),
  )
})

it('leave begins nobody, and the order ends when its runs have', () => {
  fc.assert(
    fc.property(someServices, someMoves, (services, moves) => {
      const play = start(services).begin()
      for (const move of moves) move(play)
      const begun = play.begun.length
      play.decide({ kind: 'leave' })
      for (const target of living(play)) play.end(target, 'abandoned')
      expect(play.begun).toHaveLength(begun)
      expect(play.order.phase.kind).toBe('ended')
      expect(play.order.states.every(({ kind }) => kind !== 'waiting')).toBe(true)
    }),
  )
})

it('every order ends: with what hangs passed over, or without a person by itself', () => {
  fc.assert(
    fc.property(someServices, someMoves, fc.boolean(), (services, moves, person) => {
      const play = watchBegins(services).begin()
      for (const move of moves) move(play)
      if (!person) play.feed({ kind: 'person-left' })
      if (play.order.phase.kind === 'paused') play.decide({ kind: 'resume' })
      for (let round = 0; round < 4 * names.length; round += 1) {
        for (const target of living(play)) play.end(target, round % 2 === 0 ? 'stopped' : 'hung')
        const { phase } = play.order
        const stuck = phase.kind === 'asking' ? phase.remaining : []
        for (const target of stuck) play.decide({ kind: 'pass', target })
      }
      expect(play.order.phase.kind).toBe('ended')
    }),
  )
})

it('nothing but a word to force forces', () => {
  fc.assert(
    fc.property(someServices, someMoves, (services, moves) => {
      const play = start(services)
      let decided: string | null = null
      play.onDecide = ({ kind }) => {
        decided = kind
      }
      play.onEffect = (effect) => {
        const forces = effect.kind === 'decide-run' && effect.decision.kind === 'force'
        if (forces) expect(decided).toBe('force')
      }
      play.begin()
      for (const move of moves) {
        decided = null
        move(play)
      }
    }),
  )
})

it('the revision grows exactly when the order changes', () => {
  fc.assert(
    fc.property(someServices, someMoves, (services, moves) => {
      const play = start(services).begin()
      for (const move of moves) {
        const before = play.order
        move(play)
        const changed =
          JSON.stringify({ ...before, revision: 0 }) !==
          JSON.stringify({ ...play.order, revision: 0 })
        expect(play.order.revision > before.revision).toBe(changed)
      }
    }),
  )
})
