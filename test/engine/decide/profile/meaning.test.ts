import { describe, expect, it } from 'vitest'
import {
  doubtOf,
  entryOf,
  meaningOf,
  wouldEndIt,
} from '../../../../electron/engine/decide/profile/meaning.ts'
import {
  needsWord,
  priceOfSignal,
  sayMeaning,
} from '../../../../electron/engine/decide/profile/signal-price.ts'
import { listSignalFacts } from '../../../../electron/engine/decide/signal-facts.ts'
import type { SignalMasks } from '../../../../shared/process.ts'
import type { ProfileMatch, ProfileSignal } from '../../../../shared/profile.ts'
import { makeProfile, makeSignal } from '../../../fakes/profiles.ts'

const masks = (more: Partial<SignalMasks> = {}): SignalMasks => ({
  ...{ caught: [], ignored: [], blocked: [], pending: [] },
  ...more,
})
const caught = masks({ caught: [1, 3, 10, 13, 15, 28] })
const ignoring = masks({ ignored: [1, 3, 10, 13, 15, 28] })
const blocking = masks({ blocked: [1, 3, 10, 13, 15, 28] })

describe('a doubt whether a signal does here what its profile says', () => {
  it.each<[string, Partial<ProfileSignal>, SignalMasks | null, string | null]>([
    ['is none where it is caught', {}, caught, null],
    ['is none without masks', {}, null, null],
    ['is none where it is blocked: sigwait and signalfd block it', {}, blocking, null],
    [
      'is the core dump that comes instead',
      {},
      masks(),
      'This build does not catch SIGQUIT: it would end it with a core dump instead.',
    ],
    [
      'is the end that comes instead',
      { signal: 'USR1', role: 'statistics' },
      masks(),
      'This build does not catch SIGUSR1: it would end it instead.',
    ],
    [
      'is that nothing happens by default',
      { signal: 'WINCH' },
      masks(),
      'This build does not catch SIGWINCH: nothing would happen instead.',
    ],
    [
      'is that it stands still by default',
      { signal: 'TSTP' },
      masks(),
      'This build does not catch SIGTSTP: it would stand still until SIGCONT instead.',
    ],
    ['is that it is ignored', {}, ignoring, 'This process ignores SIGQUIT: nothing would happen.'],
    ['of an ignored one is none where it is ignored', { role: 'ignored' }, ignoring, null],
    [
      'of an ignored one is that it would end it',
      { role: 'ignored', signal: 'PIPE' },
      masks(),
      'This build does not ignore SIGPIPE: it would end it instead.',
    ],
    [
      'of an ignored one is that somebody catches it',
      { role: 'ignored', signal: 'HUP' },
      caught,
      'This build catches SIGHUP: what it does then is not known.',
    ],
    [
      'of one that is caught and does nothing is none',
      { role: 'ignored', signal: 'HUP', expects: 'caught' },
      caught,
      null,
    ],
    ['of a deadly one is none where nobody catches it', { role: 'deadly' }, masks(), null],
    [
      'of a deadly one is that somebody catches it',
      { role: 'deadly' },
      caught,
      'This build catches SIGQUIT: what it does then is not known.',
    ],
    ['of one that is waited for is none where it is caught', { expects: 'blocked' }, caught, null],
    [
      'of one that is waited for is that nobody waits',
      { expects: 'blocked', signal: 'TERM' },
      masks(),
      'This build does not wait for SIGTERM: it would end it instead.',
    ],
    ['is none where the masks tell nothing', { expects: 'any' }, masks(), null],
    ['is never one of SIGKILL', { signal: 'KILL', role: 'abort' }, masks(), null],
    ['is never one of SIGSTOP', { signal: 'STOP', role: 'other' }, masks(), null],
  ])('%s', (_, more, of, doubt) => {
    expect(doubtOf(makeSignal(more), of)).toBe(doubt)
  })

  it.each<[string, Partial<ProfileSignal>, SignalMasks | null, boolean]>([
    ['ends it where nobody catches it', {}, masks(), true],
    ['does not where it is ignored', {}, ignoring, false],
    ['does not where it holds', {}, caught, false],
    ['does not where nobody knows', {}, null, false],
    ['does not where the default is nothing', { signal: 'WINCH' }, masks(), false],
    ['is no news of a deadly one', { role: 'deadly' }, masks(), false],
  ])('%s', (_, more, of, ends) => {
    expect(wouldEndIt(makeSignal(more), of)).toBe(ends)
  })
})

describe('what a signal means', () => {
  const profile = makeProfile('iguana', {
    signals: [
      makeSignal({ price: 'a slow client is cut' }),
      makeSignal({ signal: 'PWR', role: 'other', action: 'Power', does: 'flushes', to: 'all' }),
    ],
  })
  it('is what its profile says, with the doubt', () => {
    expect(meaningOf(profile, 'QUIT', masks())).toEqual({
      role: 'graceful',
      action: 'Drain and stop',
      does: 'lets running requests finish, then leaves',
      to: 'main',
      price: 'a slow client is cut',
      basis: 'tried: iguana 1.0, Debian 12',
      doubt: 'This build does not catch SIGQUIT: it would end it with a core dump instead.',
    })
    expect(meaningOf(profile, 'PWR', null)).toMatchObject({ price: null, doubt: null, to: 'all' })
  })
  it('is unknown of a signal that it does not name, and of an unknown daemon', () => {
    expect(meaningOf(profile, 'TERM', masks())).toBeNull()
    expect(meaningOf(null, 'QUIT', masks())).toBeNull()
    expect(entryOf(null, 'QUIT')).toBeNull()
  })

  it('stands in the list of signals, with those that only this daemon has', () => {
    const facts = listSignalFacts(caught, profile)
    expect(facts.map((f) => f.signal)).toEqual([
      ...['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGABRT', 'SIGALRM'],
      ...['SIGWINCH', 'SIGPWR', 'SIGSTOP', 'SIGCONT', 'SIGKILL'],
    ])
    expect(facts.find((f) => f.signal === 'SIGQUIT')).toMatchObject({
      here: 'caught',
      meaning: { role: 'graceful', doubt: null },
    })
    expect(facts.find((f) => f.signal === 'SIGTERM')?.meaning).toBeNull()
  })
  it('stands there though no masks can be read', () => {
    const facts = listSignalFacts(null, profile)
    expect(new Set(facts.map((f) => f.here))).toEqual(new Set(['unknown']))
    expect(facts.find((f) => f.signal === 'SIGPWR')?.meaning).toMatchObject({ action: 'Power' })
  })
  it('of SIGKILL and SIGSTOP stands where they always do', () => {
    const kill = makeProfile('k', { signals: [makeSignal({ signal: 'KILL', role: 'abort' })] })
    const facts = listSignalFacts(masks(), kill)
    expect(facts.at(-1)).toMatchObject({ signal: 'SIGKILL', meaning: { doubt: null } })
    expect(facts.filter((f) => f.signal === 'SIGKILL')).toHaveLength(1)
  })
})

describe('the price of one signal', () => {
  const match = (more: Partial<ProfileSignal>): ProfileMatch => ({
    profile: makeProfile('iguana', { signals: [makeSignal(more)] }),
    ...{ by: 'unit', how: 'its unit is iguana.service', own: false },
  })
  const does = 'lets running requests finish, then leaves'

  it.each<[string, Partial<ProfileSignal>, SignalMasks | null, string | null]>([
    ['is none of a signal that holds', {}, caught, null],
    ['is none of one that has its price and is no end', { price: 'x' }, caught, null],
    [
      'of a deadly one is what it kills',
      { role: 'deadly', does: 'kills the main process alone', price: 'all workers stay' },
      masks(),
      'SIGQUIT to The iguana server: kills the main process alone. Its price: all workers stay.',
    ],
    [
      'of an ignored one is that it does nothing',
      { role: 'ignored', does: 'does nothing' },
      null,
      'SIGQUIT to The iguana server: does nothing.',
    ],
    [
      'of one that would end this build is just that',
      {},
      masks(),
      `SIGQUIT to The iguana server: ${does}. This build does not catch SIGQUIT: it would end it with a core dump instead.`,
    ],
    ['is none where it is only ignored against expectation', {}, ignoring, null],
  ])('%s', (_, more, of, price) => {
    expect(priceOfSignal(match(more), 'QUIT', of)).toBe(price)
  })
  it('is unknown of other signals and other daemons', () => {
    expect(priceOfSignal(match({ role: 'deadly' }), 'HUP', masks())).toBeNull()
    expect(priceOfSignal(null, 'QUIT', masks())).toBeNull()
  })
  it('is a refusal that a person’s word lifts', () => {
    expect(needsWord('It dies.')).toMatchObject({ code: 'needs-consent', message: 'It dies.' })
  })
  it('is told of what was sent, with the doubt, and nothing where nobody knows', () => {
    expect(sayMeaning(match({}), 'QUIT', caught)).toBe(` SIGQUIT to The iguana server: ${does}.`)
    expect(sayMeaning(match({}), 'QUIT', ignoring)).toBe(
      ` SIGQUIT to The iguana server: ${does}. This process ignores SIGQUIT: nothing would happen.`,
    )
    expect(sayMeaning(match({}), 'HUP', caught)).toBe('')
    expect(sayMeaning(null, 'QUIT', caught)).toBe('')
  })
})
