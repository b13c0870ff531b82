/** The catalogue is data; these are the mistakes that data can hold. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../electron/engine/profiles/catalogue.ts'
import {
  profileSchema,
  signalRoles,
  type Profile,
  type SignalRole,
} from '../../../shared/profile.ts'
import { parseSchedule, printSchedule, unaskedForceSteps } from '../../../shared/schedule.ts'
import { defaultAction, type SignalName } from '../../../shared/signals.ts'
import { basesOf, claimsTwice, factsOf, wordsOf } from './catalogue-flaws.ts'

const folder = fileURLToPath(new URL('../../../electron/engine/profiles/', import.meta.url))
/** Files of the folder that are no daemon's. */
const notDaemons = new Set(['catalogue.ts', 'profiles.ts'])
const each = catalogue.map((profile) => ({ id: profile.id, profile }))

const find = (id: string): Profile => {
  const found = catalogue.find((profile) => profile.id === id)
  if (!found) throw new Error(`${id} is not in the catalogue`)
  return found
}

describe('the catalogue', () => {
  it('knows at least 35 daemons, Kamailio and Iguana among them', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(35)
    expect(find('kamailio').title).toContain('Kamailio')
    expect(find('iguana').title).toContain('Iguana')
  })

  it('has one file a daemon, called after its id, and leaves none out', () => {
    const files = readdirSync(folder).filter((name) => !notDaemons.has(name))
    const ids = catalogue.map(({ id }) => id)
    expect(ids.toSorted()).toEqual(files.map((name) => name.replace(/\.ts$/, '')).toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('stands in the order of the alphabet', () => {
    const ids = catalogue.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted())
  })

  it('recognises no program, unit or script as two daemons', () => {
    expect(claimsTwice(catalogue)).toEqual([])
  })
})

describe.each(each)('$id', ({ profile }) => {
  const signals = profile.signals.map(({ signal }) => signal)

  it('is what a profile has to be, without a surplus field', () => {
    const parsed = profileSchema.safeParse(profile)
    expect(parsed.error?.issues ?? []).toEqual([])
  })

  it('can be recognised', () => {
    const { programs = [], units = [], scripts = [] } = profile.recognise
    expect(programs.length + units.length + scripts.length).toBeGreaterThan(0)
  })

  it('has one graceful signal', () => {
    expect(profile.signals.filter(({ role }) => role === 'graceful')).toHaveLength(1)
  })

  it('describes each signal once', () => {
    expect(signals).toEqual([...new Set(signals)])
  })

  it('has no button for SIGKILL or SIGSTOP', () => {
    expect(signals.filter((signal) => signal === 'KILL' || signal === 'STOP')).toEqual([])
  })

  it('names the price of what cuts or kills', () => {
    const dear: readonly SignalRole[] = ['fast', 'abort', 'deadly']
    const free = profile.signals.filter(({ role, price }) => dear.includes(role) && !price)
    expect(free.map(({ signal }) => signal)).toEqual([])
  })

  it('calls no signal deadly that the kernel drops where nobody catches it', () => {
    const harmless = profile.signals.filter(
      ({ signal, role }) => role === 'deadly' && defaultAction(signal) === 'ignore',
    )
    expect(harmless).toEqual([])
  })

  it('begins with the official stop, and forces last and only when asked', () => {
    if (profile.stop.schedule === undefined) return
    const parsed = parseSchedule(profile.stop.schedule)
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(printSchedule(parsed.value)).toMatch(/^stop\/.*\/ask\/KILL\/5$/)
    expect(unaskedForceSteps(parsed.value)).toEqual([])
    const forces = parsed.value.filter((item) => item.kind === 'signal' && item.signal === 'KILL')
    expect(forces).toHaveLength(1)
  })

  it('escalates only to a signal that it describes as a quicker stop', () => {
    const parsed = parseSchedule(profile.stop.schedule ?? 'stop/30/ask/KILL/5')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const sent = parsed.value.flatMap((item) =>
      item.kind === 'signal' && item.signal !== 'KILL' ? [item.signal] : [],
    )
    const quicker = profile.signals.filter(({ role }) => role === 'fast' || role === 'abort')
    expect(quicker.map(({ signal }) => signal)).toEqual(expect.arrayContaining(sent))
  })

  it('waits longer than the deadline that it sets itself', () => {
    const own = profile.stop.ownDeadline?.seconds ?? 0
    const first = Number(profile.stop.schedule?.split('/')[1] ?? 30)
    expect(first).toBeGreaterThan(own)
  })

  it('names a version and a system wherever it says that somebody tried', () => {
    const vague = basesOf(profile).filter(
      (basis) =>
        basis.startsWith('tried: ') && !/^tried: \S.* \d\S*, \S.* \d+(?:, \S.*)?$/.test(basis),
    )
    expect(vague).toEqual([])
  })

  it('is worded as the end of a sentence: no full stop, and a small letter where it goes on', () => {
    const dots = [...factsOf(profile).map(({ text }) => text), ...wordsOf(profile)]
    expect(dots.filter((text) => /[.\s]$|^\s/.test(text))).toEqual([])
    const capital = profile.signals.filter(({ does }) => /^[A-Z][a-z]/.test(does))
    expect(capital.map(({ does }) => does)).toEqual([])
  })

  it('has buttons that begin with a capital letter and end without a dot', () => {
    expect(profile.signals.filter(({ action }) => !/^[A-Z].*[^.\s]$/.test(action))).toEqual([])
  })
})

describe('checked by hand against what was measured', () => {
  it.each<[string, SignalName, SignalRole]>([
    ['kamailio', 'TERM', 'graceful'],
    ['kamailio', 'HUP', 'ignored'],
    ['kamailio', 'USR1', 'statistics'],
    ['kamailio', 'QUIT', 'deadly'],
    ['apache2', 'WINCH', 'graceful'],
    ['apache2', 'TERM', 'fast'],
    ['apache2', 'QUIT', 'deadly'],
    ['nginx', 'QUIT', 'graceful'],
    ['nginx', 'TERM', 'fast'],
    ['nginx', 'HUP', 'reload'],
    ['postgresql', 'INT', 'graceful'],
    ['postgresql', 'TERM', 'other'],
    ['postgresql', 'QUIT', 'abort'],
    ['mariadb', 'INT', 'ignored'],
    ['redis', 'USR1', 'deadly'],
    ['redis', 'QUIT', 'deadly'],
    ['memcached', 'HUP', 'ignored'],
    ['haproxy', 'USR1', 'graceful'],
    ['haproxy', 'HUP', 'statistics'],
    ['rsyslog', 'HUP', 'reopen-logs'],
    ['cron', 'TERM', 'graceful'],
    ['sshd', 'HUP', 'reload'],
    ['named', 'USR1', 'deadly'],
    ['dnsmasq', 'USR1', 'statistics'],
    ['dnsmasq', 'USR2', 'reopen-logs'],
    ['php-fpm', 'QUIT', 'graceful'],
    ['php-fpm', 'USR2', 'reload'],
    ['java', 'QUIT', 'statistics'],
    ['java', 'USR1', 'deadly'],
    ['prometheus', 'QUIT', 'abort'],
    ['iguana', 'TERM', 'graceful'],
  ])('%s: %s is %s, for the main process', (id, signal, role) => {
    const found = find(id).signals.find((one) => one.signal === signal)
    expect(found).toMatchObject({ role, to: 'main' })
  })

  it.each<[string, SignalName, string | undefined]>([
    // cron leaves by the default action; sigwait shows in no mask; Go and the JVM catch nearly all.
    ['cron', 'TERM', 'default'],
    ['named', 'TERM', 'any'],
    ['mariadb', 'INT', 'blocked'],
    ['kamailio', 'HUP', 'caught'],
    ['java', 'USR2', 'caught'],
    ['redis', 'HUP', undefined],
    ['nginx', 'QUIT', undefined],
  ])('%s: the masks for %s have to be: %s', (id, signal, expects) => {
    expect(find(id).signals.find((one) => one.signal === signal)?.expects).toBe(expects)
  })

  it('lets what is started by cron, at, sshd and dockerd live', () => {
    const keeping = catalogue.filter(({ keeps }) => keeps).map(({ id }) => id)
    expect(keeping).toEqual(expect.arrayContaining(['atd', 'cron', 'dockerd', 'sshd']))
  })

  it('knows the 60 seconds after which Kamailio forces itself', () => {
    const { ownDeadline, schedule } = find('kamailio').stop
    expect(ownDeadline).toMatchObject({ seconds: 60, source: 'ser_kill_timeout' })
    expect(schedule).toBe('stop/65/ask/KILL/5')
  })

  it('says of Iguana what its vendor says, and claims no trial', () => {
    const iguana = find('iguana')
    expect(basesOf(iguana).filter((basis) => basis.startsWith('tried'))).toEqual([])
    expect(iguana.stop.command.text).toBe('killall -SIGTERM iguana_service')
    expect(iguana.force.danger).toBe('critical')
  })

  it('uses every role at least once, so that none is a dead word', () => {
    const used = new Set(catalogue.flatMap(({ signals }) => signals.map(({ role }) => role)))
    expect(signalRoles.filter((role) => !used.has(role))).toEqual([])
  })
})
