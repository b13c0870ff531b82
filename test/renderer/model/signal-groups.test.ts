import { describe, expect, it } from 'vitest'
import { groupSignals, hasToBeRead, shortSignal } from '../../../renderer/model/signal-groups.ts'
import { signalRoles, type SignalMeaning, type SignalRole } from '../../../shared/profile.ts'
import { kamailio, knownSignals, nginx } from '../../fakes/scene-known.ts'

const names = (facts: readonly { readonly fact: { readonly signal: string } }[]): string[] =>
  facts.map(({ fact }) => shortSignal(fact.signal))

const meaning = (role: SignalRole, more: Partial<SignalMeaning> = {}): SignalMeaning => ({
  role,
  action: 'Act',
  does: 'does it',
  to: 'main',
  price: null,
  basis: 'unknown',
  doubt: null,
  ...more,
})

describe('grouping the signals of a daemon', () => {
  it('puts stopping first, the mildest before the rest', () => {
    expect(names(groupSignals(knownSignals(nginx, false)).stopping)).toEqual([
      'QUIT',
      'INT',
      'TERM',
    ])
  })
  it('keeps house in the order reload, logs, statistics, others', () => {
    expect(names(groupSignals(knownSignals(nginx, false)).housekeeping).slice(0, 2)).toEqual([
      'HUP',
      'USR1',
    ])
  })
  it('sets apart what harms or does nothing', () => {
    expect(names(groupSignals(knownSignals(kamailio, false)).notToSend)).toEqual([
      'HUP',
      'USR2',
      'QUIT',
    ])
  })
  it('keeps those that nobody knows as they are', () => {
    const { unknown } = groupSignals(knownSignals(kamailio, false))
    expect(unknown.map((fact) => fact.signal)).toEqual(['SIGCHLD', 'SIGWINCH'])
  })
  it('has a group for every role', () => {
    const facts = signalRoles.map((role, number) => ({
      signal: `SIG${role}`,
      number,
      here: 'caught' as const,
      effect: '',
      meaning: meaning(role),
    }))
    const { stopping, housekeeping, notToSend, unknown } = groupSignals(facts)
    expect(stopping.length + housekeeping.length + notToSend.length).toBe(signalRoles.length)
    expect(unknown).toEqual([])
  })
})

describe('what has to be read before it is sent', () => {
  it.each<[string, SignalMeaning | null, boolean]>([
    ['nobody knows it', null, false],
    ['a reload', meaning('reload'), false],
    ['a graceful stop', meaning('graceful'), false],
    ['a price', meaning('fast', { price: 'requests are cut' }), true],
    ['a doubt', meaning('statistics', { doubt: 'This build does not catch it.' }), true],
    ['an abort without a price', meaning('abort'), true],
    ['a deadly one without a price', meaning('deadly'), true],
    ['one that does nothing', meaning('ignored'), true],
  ])('%s: %j', (_name, one, read) => {
    expect(hasToBeRead(one)).toBe(read)
  })
})
