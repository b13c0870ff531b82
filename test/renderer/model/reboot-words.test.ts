import { describe, expect, it } from 'vitest'
import {
  blockers,
  costLines,
  nextAt,
  refuseReboot,
  serviceNames,
  whenWords,
} from '../../../renderer/model/reboot-words.ts'
import { sceneReboot } from '../../fakes/scene-after.ts'

const now = new Date(2026, 2, 22, 3, 12, 34).getTime()
const free = sceneReboot('free', now)
const blocked = sceneReboot('blocked', now)
const choice = { time: '', message: '', typed: '', at: null, override: false, replace: false }

describe('what a reboot costs', () => {
  it('is told by number', () => {
    expect(costLines(blocked)).toEqual([
      '8 running services stop.',
      '2 sessions of people end, any of your own among them.',
      '1 stop under way here would be cut off.',
    ])
  })
  it('is told where there is nothing, too', () => {
    expect(costLines({ ...free, services: [], people: [] })).toEqual([
      'No service is known to run.',
      'Nobody is logged in.',
    ])
    const unasked = { ...free, services: [], people: [], isAsked: false }
    expect(costLines(unasked)).toContain('Who is logged in is not known.')
  })
  it('names services with what they do now, and counts a crowd', () => {
    expect(serviceNames(free)).toContain('asterisk (96 calls), mariadb')
    const many = Array.from({ length: 200 }, (_, at) => ({
      target: String(at),
      title: `daemon-${at}`,
      note: '',
    }))
    expect(serviceNames({ ...free, services: many })).toMatch(/daemon-11 and 188 more\.$/)
  })
})

describe('a reboot cannot be asked for', () => {
  it.each<[string, Parameters<typeof refuseReboot>, RegExp]>([
    ['without the typed name', [free, choice], /^Type sip-edge-03/],
    ['with another name', [free, { ...choice, typed: 'sip-edge-04' }], /^Type sip-edge-03/],
    [
      'beside somebody who holds it back',
      [blocked, { ...choice, typed: 'sip-edge-03' }],
      /^unattended-upgrades holds it back/,
    ],
    ['where logind is not there', [sceneReboot('refused', now), choice], /as logind/],
  ])('%s', (_, input, why) => {
    expect(refuseReboot(...input)).toMatch(why)
  })
  it('while a colleague’s poweroff would be replaced, but for a word of its own', () => {
    const at = new Date(2026, 2, 22, 22, 0).getTime()
    const planned = { ...free, scheduled: { at, type: 'poweroff', by: 'ada' } }
    const typed = { ...choice, typed: 'sip-edge-03' }
    expect(refuseReboot(planned, typed)).toBe(
      'The poweroff of ada for 2026-03-22 22:00 would be replaced.',
    )
    expect(refuseReboot(planned, { ...typed, replace: true })).toBeNull()
  })
  it('but with the name it can, and over a holder only by a word of its own', () => {
    const typed = { ...choice, typed: ' sip-edge-03 ' }
    expect(refuseReboot(free, typed)).toBe(null)
    expect(refuseReboot(blocked, { ...typed, override: true })).toBe(null)
    expect(blockers(blocked)).toHaveLength(1)
    expect(blockers(free)).toHaveLength(0)
  })
})

describe('the moment on the button', () => {
  it('bears its day where that is not today', () => {
    expect(whenWords(new Date(2026, 2, 22, 3, 30).getTime(), now)).toBe('03:30:00')
    expect(whenWords(new Date(2026, 2, 23, 3, 12).getTime(), now)).toBe('03:12:00 on 2026-03-23')
  })
})

describe('a time of day', () => {
  it.each<[string, number | null]>([
    ['03:30', new Date(2026, 2, 22, 3, 30).getTime()],
    ['03:12', new Date(2026, 2, 23, 3, 12).getTime()],
    ['', null],
    ['25', null],
  ])('%s is the next such moment', (time, at) => {
    expect(nextAt(time, now)).toBe(at)
  })
})
