import { describe, expect, it } from 'vitest'
import {
  favouriteLine,
  orderLine,
  runLine,
  shortName,
  stateLine,
  tooltip,
  trayLabels,
  troubleLine,
} from '../../../shared/wording/tray-words.ts'
import { clock } from '../../../shared/wording/numbers.ts'
import { endedAs, rowIn, systemdKills, viewIn } from '../../desktop/fake-snapshot.ts'
import type { PhaseName, StateName } from '../../desktop/fake-snapshot.ts'
import { makeOrder, service } from '../../fakes/order.ts'
import { ms } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'

describe('a name in a menu', () => {
  it.each([
    ['nginx.service', 'nginx.service'],
    ['a'.repeat(36), 'a'.repeat(36)],
    [
      'rtpengine-recording-of-the-whole-of-central-1.service',
      'rtpengine-recordi…-central-1.service',
    ],
    ['bell\u0007', 'bell\\x07'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['', ''],
  ])('%j: %s', (name, expected) => {
    expect(shortName(name)).toBe(expected)
  })

  it('is cut between letters, not within one', () => {
    const name = shortName('😀'.repeat(50))
    expect(Array.from(name)).toHaveLength(36)
    expect(name).toBe(`${'😀'.repeat(17)}…${'😀'.repeat(18)}`)
  })

  it.each([4, 5, 10, 20])('fits into %i letters', (room) => {
    expect(Array.from(shortName('abcdefghijklmnopqrstuvwxyz', room))).toHaveLength(room)
  })
})

describe('the first line', () => {
  const tally = { host: 'edge', asking: 0, stopping: 0, failed: 0 }
  it.each([
    [tally, 'edge: nothing under way'],
    [{ ...tally, host: '' }, 'nothing under way'],
    [{ ...tally, asking: 1, stopping: 1 }, 'edge: 1 asks you, 1 stopping'],
    [{ ...tally, asking: 2 }, 'edge: 2 ask you'],
    [{ ...tally, failed: 3, asking: 1 }, 'edge: 1 asks you, 3 failed'],
  ])('%j: %s', (counted, expected) => {
    expect(stateLine(counted)).toBe(expected)
  })
})

const at = (s: number): string => clock(ms(s * 1000).wall)

describe('the line of a run', () => {
  const cases: [PhaseName, string][] = [
    ['planned', 'cron is about to be stopped'],
    ['stopping', `cron is stopping until ${at(30)}, then it asks you`],
    ['waiting', `cron is stopping until ${at(30)}, then it asks you`],
    ['endless', 'cron is stopping, without a deadline'],
    ['held', 'cron is held'],
    ['asking', 'cron asks you'],
    ['found', 'cron asks you: its stop was cut off'],
    ['forcing', 'cron gets SIGKILL'],
    ['verifying', `cron is down, watched until ${at(40)}`],
  ]
  it.each(cases)('%s: %s', (phase, expected) => {
    expect(runLine(viewIn(phase))).toBe(expected)
  })

  it('names who else forces, and when', () => {
    const kills = systemdKills(ms(86_000))
    const line = (more: object): string => runLine(viewIn('asking', more))
    expect(line({ ceilings: [kills] })).toBe(`cron asks you; systemd sends SIGKILL at ${at(86)}`)
    expect(line({ ceilings: [{ ...kills, at: null }] })).toBe(
      'cron asks you; systemd sends SIGKILL at a moment not known',
    )
    expect(line({ ceilings: [{ ...kills, source: 'SIGKILL was sent' }] })).toBe(
      'cron asks you; systemd has sent SIGKILL',
    )
    expect(line({ unit: { ...makeUnit(), movedTo: 'never' } })).toBe(
      'cron asks you; systemd is held back',
    )
  })

  it('fears nobody’s clock any more once it is down', () => {
    const ceilings = [systemdKills(ms(86_000))]
    expect(runLine(viewIn('verifying', { ceilings }))).not.toContain('SIGKILL')
  })

  it('says how an ended one ended', () => {
    expect(runLine(endedAs('survived'))).toBe('cron survived SIGKILL')
  })
})

describe('the line of a favourite', () => {
  const cases: [StateName, string][] = [
    ['running', 'cron, running'],
    ['stopping', `cron, stopping until ${at(30)}`],
    ['asking', 'cron, asks you'],
    ['stopped', 'cron, stopped'],
    ['starting', 'cron, starting'],
    ['deactivating', 'cron, stopping'],
    ['failed', 'cron, failed'],
    ['exited', 'cron, active, nothing runs'],
    ['frozen', 'cron, frozen'],
    ['dead-pid-file', 'cron, dead, pid file left'],
    ['dead-lock-file', 'cron, dead but locked'],
    ['unknown', 'cron, unknown'],
  ]
  it.each(cases)('%s: %s', (state, expected) => {
    expect(favouriteLine('cron', rowIn(state))).toBe(expected)
  })

  it('one that is in no list is not called stopped', () => {
    expect(favouriteLine('nginx.service', undefined)).toBe('nginx.service, not found')
  })
})

describe('other lines', () => {
  it('an order, a trouble', () => {
    expect(orderLine(makeOrder([service('web'), service('db')]))).toBe('Stopping 2 services')
    expect(troubleLine('cron', 'Came back')).toBe('cron: came back')
  })

  it('a tooltip has room for two', () => {
    const tally = { host: 'edge', asking: 0, stopping: 4, failed: 0 }
    expect(tooltip(tally, ['a', 'b', 'c', 'd'])).toBe('Quiesce, edge: 4 stopping\na\nb\nand 2 more')
  })

  it('labels are short, in sentence case, and promise more before anything is forced', () => {
    for (const label of Object.values(trayLabels)) {
      expect(label).toMatch(/^[A-Z][^.!]*$/)
      expect(Array.from(label).length).toBeLessThanOrEqual(32)
    }
    for (const key of ['force', 'stop', 'restart', 'stopAll', 'practice', 'settings'] as const) {
      expect(trayLabels[key]).toMatch(/…$/)
    }
  })
})
