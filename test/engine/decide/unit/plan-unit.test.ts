import { describe, expect, it } from 'vitest'
import { sayUnitImpact, sayUnitStop } from '../../../../electron/engine/decide/unit/plan-unit.ts'
import type { Member } from '../../../../shared/process.ts'
import type { ActiveState, UnitSettings } from '../../../../shared/unit.ts'
import { makeMember, threeMembers } from '../../../fakes/run.ts'
import { makeImpact, richImpact } from '../../../fakes/unit-samples.ts'
import { makeUnit, unitSettings } from '../../../fakes/unit.ts'
import { command, stopping } from './stopping.ts'

const said = (
  settings: Partial<UnitSettings>,
  members: readonly Member[] = threeMembers(),
  activeState: ActiveState = 'active',
) => sayUnitStop(makeUnit({ activeState }, { settings: unitSettings(settings) }), members)

const quit = command('/opt/iguana/ctl', 'quit', '--password=hunter 2')
const flush = command('/opt/iguana/ctl', 'flush')

describe('what a stop does', () => {
  it.each<readonly [string, Partial<UnitSettings>, string]>([
    ['signals everybody', {}, 'SIGTERM to all 3 processes'],
    ['with its own signal', { killSignal: 3 }, 'SIGQUIT to all 3 processes'],
    ['and SIGHUP', { sendSighup: true }, 'SIGTERM to all 3 processes, and SIGHUP right after it'],
    [
      'runs commands first',
      { execStop: [flush] },
      'it runs /opt/iguana/ctl flush, then SIGTERM to all 3 processes',
    ],
    [
      'one after another',
      { execStop: [flush, quit] },
      "it runs /opt/iguana/ctl flush, then /opt/iguana/ctl quit '--password=hunter 2', then SIGTERM to all 3 processes",
    ],
    [
      'and some at the end',
      { execStopPost: [flush] },
      'SIGTERM to all 3 processes, then it runs /opt/iguana/ctl flush at the end',
    ],
    [
      'signals the main process alone',
      { killMode: 'process' },
      'SIGTERM to the main process (100) alone: the others go on running (KillMode=process)',
    ],
    [
      'asks the main process and kills the others',
      { killMode: 'mixed' },
      'SIGTERM to the main process (100), then SIGKILL to all others as soon as it has ended (KillMode=mixed)',
    ],
    [
      'asks the main process and leaves the others',
      { killMode: 'mixed', sendSigkill: false },
      'SIGTERM to the main process (100), then nothing to the others (KillMode=mixed with SendSIGKILL=no)',
    ],
    [
      'signals nobody',
      { killMode: 'none' },
      'nobody is signalled (KillMode=none), and whoever is left goes on running',
    ],
    [
      'only runs its commands',
      { killMode: 'none', execStop: [flush] },
      'it runs /opt/iguana/ctl flush, then nobody is signalled (KillMode=none), and whoever is left goes on running',
    ],
  ])('%s', (_, settings, sentence) => {
    expect(said(settings)).toBe(`stops iguana.service: ${sentence}`)
  })
})

describe('who is signalled', () => {
  it('the only process', () => {
    expect(said({}, [makeMember(100)])).toBe('stops iguana.service: SIGTERM to its one process')
  })

  it('everybody, where nobody is known', () => {
    expect(said({}, [])).toBe('stops iguana.service: SIGTERM to every process of it')
  })

  it('not whom it leaves running', () => {
    const members = [makeMember(100), makeMember(101, { kept: 'its profile says so' })]
    expect(said({}, members)).toBe('stops iguana.service: SIGTERM to its one process')
  })

  it('a main process that is not known by number', () => {
    expect(said({ killMode: 'process' }, [makeMember(101)])).toContain('to the main process alone')
  })
})

describe('a unit that is not simply up', () => {
  it.each(['activating', 'reloading'] as const)('%s: its ExecStop= is left out', (activeState) => {
    expect(said({ execStop: [flush] }, threeMembers(), activeState)).toBe(
      'stops iguana.service: SIGTERM to all 3 processes',
    )
  })

  it.each(['inactive', 'failed'] as const)('%s: there is nothing to stop', (activeState) => {
    expect(said({}, [], activeState)).toBe(
      `iguana.service is ${activeState} already: systemd has nothing to stop`,
    )
  })

  it('down, while a start of it waits in the queue: that is cancelled', () => {
    const unit = makeUnit({ activeState: 'inactive', subState: 'dead', hasJob: true })
    expect(sayUnitStop(unit, [])).toBe(
      'stops iguana.service: it is inactive, and its start, which waits for others, is cancelled',
    )
  })

  it('on its way down: that goes on', () => {
    expect(sayUnitStop(stopping('stop-sigterm'), [])).toBe(
      'iguana.service is being stopped already (stop-sigterm): systemd goes on with that',
    )
  })
})

describe('what else a stop touches', () => {
  it('nothing', () => {
    expect(sayUnitImpact(makeImpact())).toEqual([])
  })

  it('units, triggers and clients, each in a sentence', () => {
    expect(sayUnitImpact(richImpact)).toEqual([
      '1 unit stops with it: iguana-exporter.service (it has BindsTo=iguana.service).',
      'iguana.socket starts it at the next connection.',
      'A call to org.example.Iguana on the bus starts it.',
      '14 connections are open on port 4569: 10.0.0.1 (9).',
    ])
  })

  it('many units, of which five are named', () => {
    const stopsToo = Array.from({ length: 7 }, (_, at) => ({
      name: `u${at}.service`,
      description: '',
      activeState: 'active' as const,
      subState: 'running',
      because: 'it has PartOf=iguana.service',
    }))
    const [sentence] = sayUnitImpact(makeImpact({ stopsToo }))
    expect(sentence).toMatch(
      /^7 units stop with it: u0\.service \(.*u4\.service \(.* and 2 more\.$/,
    )
  })

  it('a restart that only a signal brings is no part of a stop', () => {
    const bringsBack = richImpact.bringsBack.filter((b) => b.kind === 'restart')
    expect(bringsBack).toHaveLength(1)
    expect(sayUnitImpact(makeImpact({ bringsBack }))).toEqual([])
  })

  it.each([
    [1, [{ address: '10.0.0.1', count: 1 }], '1 connection is open on port 80: 10.0.0.1.'],
    [2, [], '2 connections are open on port 80.'],
    [
      3,
      [
        { address: '10.0.0.1', count: 2 },
        { address: '10.0.0.2', count: 1 },
      ],
      '3 connections are open on port 80: 10.0.0.1 (2) and 10.0.0.2.',
    ],
  ])('%d connections', (count, peers, sentence) => {
    expect(sayUnitImpact(makeImpact({ clients: [{ port: 80, count, peers }] }))).toEqual([sentence])
  })

  it('clients that could not be read are some', () => {
    expect(sayUnitImpact(makeImpact({ clientsUnknown: 'permission denied' }))).toEqual([
      'Who is connected could not be read (permission denied): count with some.',
    ])
  })
})
