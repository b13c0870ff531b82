import { describe, expect, it } from 'vitest'
import {
  refuseControl,
  warnFreeze,
  warnThaw,
  type ControlAction,
} from '../../../../electron/engine/decide/unit/control.ts'
import type { RawProperties } from '../../../../electron/engine/parse/unit-properties.ts'
import type { SignalMasks } from '../../../../shared/process.ts'
import { makeMember } from '../../../fakes/run.ts'
import { downFacts, makeFacts } from './facts.ts'

const frozen = { FreezerState: 'frozen' }
const failed = { ActiveState: 'failed', SubState: 'failed' }
const refusal = (action: ControlAction, more: RawProperties = {}) =>
  refuseControl(action, makeFacts('iguana.service', more))

describe('it makes sense to', () => {
  it.each<readonly [ControlAction, string, RawProperties]>([
    ['reset-failed', 'what failed', failed],
    ['reset-failed', 'what failed and is gone from disk', { ...failed, LoadState: 'not-found' }],
    ['freeze', 'what runs', {}],
    ['thaw', 'what is frozen', frozen],
    ['thaw', 'what is on its way there', { FreezerState: 'freezing' }],
    ['thaw', 'what is frozen in the middle of a stop', { ...frozen, ActiveState: 'deactivating' }],
  ])('%s %s', (action, _, more) => {
    expect(refusal(action, more)).toBeNull()
  })
})

describe('it makes no sense to', () => {
  it.each<readonly [ControlAction, string, RawProperties, string]>([
    [
      'reset-failed',
      'what runs',
      {},
      'iguana.service is active, not failed: there is nothing to reset.',
    ],
    ['reset-failed', 'what is down', { ActiveState: 'inactive' }, 'is inactive, not failed'],
    ['thaw', 'what is not frozen', {}, 'iguana.service is not frozen.'],
    ['thaw', 'what is thawing', { FreezerState: 'thawing' }, 'iguana.service is not frozen.'],
    ['freeze', 'what is frozen', frozen, 'iguana.service is frozen already.'],
    [
      'freeze',
      'what is down',
      { ActiveState: 'inactive', SubState: 'dead' },
      'is inactive (dead): only what runs can be frozen.',
    ],
    [
      'freeze',
      'what starts',
      { ActiveState: 'activating', SubState: 'start' },
      'is activating (start): only what runs can be frozen.',
    ],
  ])('%s %s', (action, _, more, words) => {
    const refused = refusal(action, more)
    expect(refused?.code).toBe('not-now')
    expect(refused?.message).toContain(words)
    expect(refused?.next).not.toBe('')
  })

  it('freeze where systemd cannot', () => {
    expect(refusal('freeze', { CanFreeze: false })).toEqual({
      code: 'not-available',
      message: 'systemd cannot freeze iguana.service here: that takes cgroup v2.',
      next: 'Send SIGSTOP to its processes, if they have to stand still.',
    })
  })

  it.each(['reset-failed', 'freeze', 'thaw'] as const)('%s what does not exist', (action) => {
    const missing = downFacts('ngnix.service', { LoadState: 'not-found' })
    expect(refuseControl(action, missing)).toMatchObject({
      code: 'unknown-target',
      message: 'There is no unit ngnix.service.',
    })
  })
})

const term = 15
const masks = (more: Partial<SignalMasks> = {}): SignalMasks => ({
  caught: [],
  ignored: [],
  blocked: [],
  pending: [],
  ...more,
})
const masked = (pid: number, mask: SignalMasks | null) => ({ member: makeMember(pid), masks: mask })
const unit = makeFacts('iguana.service')

describe('before a freeze', () => {
  it('always says what it means, what ends it, and what not to do', () => {
    expect(warnFreeze(unit, [])).toEqual([
      'While it is frozen nobody gets an answer from it: clients hang, and its watchdog does not report.',
      'A stop thaws it first: it does not stay still until it has ended.',
      'Do not kill iguana.service while it is frozen: the unit may stay unusable until a reboot (systemd issue 38517).',
    ])
  })

  it('names who would die of SIGTERM at once', () => {
    expect(warnFreeze(unit, [masked(100, masks()), masked(101, masks({ caught: [1] }))])).toContain(
      'Without a handler for SIGTERM, daemon-100 (100) and daemon-101 (101) would die of one at once, even frozen.',
    )
  })

  it.each(['caught', 'ignored', 'blocked'] as const)('not who has it %s', (how) => {
    expect(warnFreeze(unit, [masked(100, masks({ [how]: [term] }))])).toHaveLength(3)
  })

  it('does not take unreadable masks for harmless ones', () => {
    expect(warnFreeze(unit, [masked(100, null)])).toContain(
      'Whether daemon-100 (100) would die of SIGTERM even frozen could not be read.',
    )
  })

  it('tells the one from the other', () => {
    expect(warnFreeze(unit, [masked(100, masks()), masked(101, null)])).toHaveLength(5)
  })

  it('names five of many', () => {
    const many = Array.from({ length: 1000 }, (_, at) => masked(100 + at, masks()))
    expect(warnFreeze(unit, many)[1]).toContain('daemon-104 (104) and 995 more')
  })
})

describe('before a thaw', () => {
  it('there is nothing to say of a unit that simply goes on', () => {
    expect(warnThaw(unit)).toEqual([])
    expect(warnThaw(unit, [masked(100, masks()), masked(101, null)])).toEqual([])
  })

  it('a signal that waits arrives', () => {
    expect(warnThaw(unit, [masked(100, masks({ pending: [term] }))])).toEqual([
      'SIGTERM waits for daemon-100 (100) and arrives with the thaw.',
    ])
  })

  it('a stop goes on', () => {
    const stopping = makeFacts('iguana.service', { ActiveState: 'deactivating' })
    expect(warnThaw(stopping)).toEqual(['It is being stopped, and the stop goes on with the thaw.'])
  })
})
