import { describe, expect, it } from 'vitest'
import { bringsBack, restartSentence } from '../../../../electron/engine/decide/unit/brings-back.ts'
import type { UnitFacts } from '../../../../electron/engine/parse/unit-properties.ts'
import { downFacts, lookAmong, makeFacts } from './facts.ts'

const sentences = (
  unit: UnitFacts,
  others: readonly UnitFacts[] = [],
  activatable: readonly string[] = [],
) => bringsBack(unit, lookAmong(...others), activatable).map((b) => b.sentence)

describe('triggers', () => {
  it.each([
    ['iguana.socket', 'socket', 'starts it at the next connection'],
    ['iguana.timer', 'timer', 'starts it when its time comes'],
    ['iguana.path', 'path', 'starts it when the path that it watches changes'],
    ['srv.automount', 'other', 'starts it at the next access'],
    ['iguana.whatever', 'other', 'may start it'],
  ])('%s', (name, kind, does) => {
    const unit = makeFacts('iguana.service', { TriggeredBy: [name] })
    expect(bringsBack(unit, lookAmong(makeFacts(name)), [])).toEqual([
      { kind, by: name, when: 'after-a-stop', sentence: `${name} ${does}`, stoppable: true },
    ])
  })

  it('that are down start nothing', () => {
    const unit = makeFacts('iguana.service', { TriggeredBy: ['iguana.socket'] })
    expect(sentences(unit, [downFacts('iguana.socket')])).toEqual([])
  })

  it('that could not be read may start it', () => {
    const unit = makeFacts('iguana.service', { TriggeredBy: ['iguana.socket'] })
    expect(sentences(unit)).toEqual(['iguana.socket starts it at the next connection'])
  })

  it('that refuse a stop by hand cannot be stopped with it', () => {
    const unit = makeFacts('iguana.service', { TriggeredBy: ['iguana.socket'] })
    const socket = makeFacts('iguana.socket', { RefuseManualStop: true })
    expect(bringsBack(unit, lookAmong(socket), [])[0]?.stoppable).toBe(false)
  })
})

describe('triggers of what needs it', () => {
  it.each<[string, string, string, string, boolean]>([
    [
      'RequiredBy',
      'srv.mount',
      'srv.automount',
      'srv.automount starts srv.mount at the next access, which needs it',
      true,
    ],
    [
      'BoundBy',
      'app.service',
      'app.socket',
      'app.socket starts app.service at the next connection, which needs it',
      false,
    ],
  ])('start it, too: %s=%s', (relation, dependent, trigger, sentence, stoppable) => {
    const unit = makeFacts('iguana.service', { [relation]: [dependent] })
    const needs = downFacts(dependent, { TriggeredBy: [trigger] })
    const back = bringsBack(unit, lookAmong(needs, makeFacts(trigger)), [])
    expect(back).toMatchObject([{ by: trigger, when: 'after-a-stop', sentence, stoppable }])
  })

  it('are told once, and only while they are up and known', () => {
    const relations = { TriggeredBy: ['a.socket'], RequiredBy: ['app.service'] }
    const unit = makeFacts('iguana.service', relations)
    const triggers = ['a.socket', 'down.socket', 'unknown.socket']
    const others = [
      makeFacts('app.service', { TriggeredBy: triggers }),
      makeFacts('a.socket'),
      downFacts('down.socket'),
    ]
    expect(sentences(unit, others)).toEqual(['a.socket starts it at the next connection'])
  })
})

describe('a trigger of two that need it', () => {
  it('is told once', () => {
    const unit = makeFacts('iguana.service', { RequiredBy: ['a.service'], BoundBy: ['b.service'] })
    const others = ['a.service', 'b.service'].map((name) =>
      downFacts(name, { TriggeredBy: ['both.target'] }),
    )
    expect(sentences(unit, [...others, makeFacts('both.target')])).toHaveLength(1)
  })
})

describe('units that uphold it', () => {
  const unit = makeFacts('iguana.service', { UpheldBy: ['keeper.service'] })

  it('start it again at once', () => {
    expect(bringsBack(unit, lookAmong(makeFacts('keeper.service')), [])).toEqual([
      {
        kind: 'upheld',
        by: 'keeper.service',
        when: 'after-a-stop',
        sentence: 'keeper.service has Upholds= for it and starts it again at once',
        stoppable: true,
      },
    ])
  })

  it('only while they are up', () => {
    expect(sentences(unit, [downFacts('keeper.service')])).toEqual([])
  })
})

describe('names on the bus', () => {
  const name = 'org.example.Iguana'

  it('that a call would start', () => {
    const unit = makeFacts('iguana.service', { BusName: name })
    expect(bringsBack(unit, lookAmong(), ['org.example.Other', name])).toEqual([
      {
        kind: 'bus-name',
        by: name,
        when: 'after-a-stop',
        sentence: `a call to ${name} on the bus starts it`,
        stoppable: false,
      },
    ])
  })

  it('that no file knows start nothing', () => {
    const unit = makeFacts('iguana.service', { BusName: name })
    expect(sentences(unit, [], ['org.example.Other'])).toEqual([])
  })

  it('that its alias for activation carries', () => {
    const unit = makeFacts('iguana.service', { Names: ['iguana.service', `dbus-${name}.service`] })
    expect(sentences(unit, [], [name])).toEqual([`a call to ${name} on the bus starts it`])
  })

  it('are said once', () => {
    const unit = makeFacts('iguana.service', {
      BusName: name,
      Names: ['iguana.service', `dbus-${name}.service`],
    })
    expect(sentences(unit, [], [name])).toHaveLength(1)
  })

  it('an empty one is none, even where the bus lists one', () => {
    expect(sentences(makeFacts('iguana.service'), [], [''])).toEqual([])
  })
})

describe('its own Restart=', () => {
  it('fires after a signal, not after a stop', () => {
    const unit = makeFacts('iguana.service', { Restart: 'always' })
    expect(bringsBack(unit, lookAmong(), [])).toEqual([
      {
        kind: 'restart',
        by: null,
        when: 'after-a-signal',
        sentence:
          'Restart=always starts it again when it is signalled instead of stopped, whichever signal ended it',
        stoppable: false,
      },
    ])
  })

  it.each(['on-failure', 'on-abnormal', 'on-abort'])('%s: not after a polite signal', (restart) => {
    expect(restartSentence({ restart })).toContain(
      'by any signal but SIGTERM, SIGINT, SIGHUP and SIGPIPE',
    )
  })

  it('on-success: only after a polite one', () => {
    expect(restartSentence({ restart: 'on-success' })).toMatch(/by SIGTERM, SIGINT, SIGHUP or/)
  })

  it.each(['no', '', 'on-watchdog', 'sometimes'])('"%s" never fires after a signal', (restart) => {
    expect(restartSentence({ restart })).toBeNull()
    expect(sentences(makeFacts('iguana.service', { Restart: restart }))).toEqual([])
  })
})

it('what fires after a stop comes first', () => {
  const unit = makeFacts('iguana.service', {
    Restart: 'always',
    TriggeredBy: ['iguana.socket', 'iguana.timer'],
    UpheldBy: ['keeper.service'],
    BusName: 'org.example.Iguana',
  })
  const kinds = bringsBack(unit, lookAmong(), ['org.example.Iguana']).map((b) => b.kind)
  expect(kinds).toEqual(['socket', 'timer', 'upheld', 'bus-name', 'restart'])
})
