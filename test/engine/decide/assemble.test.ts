import { describe, expect, it } from 'vitest'
import {
  assembleLook,
  chooseStopMethod,
  type Findings,
} from '../../../electron/engine/decide/assemble.ts'
import type { Look } from '../../../electron/engine/decide/observed.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { MemberReason, ProcessRow } from '../../../shared/process.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const exe = '/usr/sbin/iguana'
const main = makeRow({ pid: 100, exe })
const bus = makeRow({ pid: 200, exe: '/usr/bin/dbus-daemon' })
const refusal: QuiesceError = { code: 'unsafe-pid-file', message: 'Not safe.', next: 'Look.' }

function assemble(
  rows: readonly ProcessRow[],
  picked: readonly number[],
  more: Partial<Findings> = {},
): Look {
  const scene = makeScene(makeTable([makeRow({ pid: 50 }), ...rows]), {
    pid: 50,
    uid: 0,
    systemd: false,
  })
  const reason: MemberReason = { kind: 'picked', how: 'it' }
  return assembleLook(scene, {
    target: 'i',
    title: 'iguana',
    subtitle: exe,
    backend: 'process',
    configuration: null,
    picks: new Map(picked.map((pid) => [pid, reason])),
    main: null,
    known: [],
    named: [],
    pidFile: null,
    lockFile: null,
    refusal: null,
    ...more,
  })
}
const keptOf = (look: Look): (string | null)[] => look.observed.members.map((m) => m.kept)

describe('the official stop', () => {
  const term = { kind: 'signal', signal: 'TERM', scope: 'main' }
  it.each<[string, ServiceConfiguration | null, object]>([
    ['is SIGTERM where nobody configured one', null, term],
    ['is SIGTERM where the configuration says nothing of it', { exe }, term],
    ['is the configured signal', { exe, signal: 'INT' }, { ...term, signal: 'INT' }],
    ['is SIGTERM where the signal cannot be read', { exe, signal: 'NONSENSE' }, term],
    [
      'is the configured command, which outweighs a signal',
      { exe, signal: 'INT', stop: ['/x', 'stop'] },
      { kind: 'command', argv: ['/x', 'stop'] },
    ],
  ])('%s', (_, configuration, method) => {
    expect(chooseStopMethod(configuration)).toEqual(method)
  })
})

describe('a look', () => {
  it('shows what was found, as it was found', () => {
    const lockFile = { path: '/lock/i', there: true }
    const { observed } = assemble([main], [100], { lockFile, main: 100 })
    expect(observed).toMatchObject({
      target: 'i',
      title: 'iguana',
      subtitle: exe,
      backend: 'process',
      origin: 'discovered',
      main: main.identity,
      startCommand: null,
      configuration: null,
      lockFile,
    })
  })

  it('takes title and start command from the configuration', () => {
    const configuration = { exe, title: 'The green one', start: ['/x', 'start'] }
    expect(assemble([main], [100], { configuration }).observed).toMatchObject({
      subtitle: 'The green one',
      origin: 'configured',
      startCommand: ['/x', 'start'],
      configuration,
    })
  })

  it('shows nothing raw of what others named', () => {
    const raw = { title: 'a\u001b', subtitle: 'b\n' }
    expect(assemble([main], [100], raw).observed).toMatchObject({
      title: 'a\\x1b',
      subtitle: 'b\\n',
    })
    const configuration = { exe, title: 'c\u202e' }
    expect(assemble([main], [100], { configuration }).observed.subtitle).toBe('c\\u202e')
  })

  it('has no main process where the one that was named is no member', () => {
    expect(assemble([main], [100], { main: 4000 }).observed.main).toBeNull()
    expect(assemble([main], [100]).observed.main).toBeNull()
  })

  it('shows whom the target names without proof', () => {
    const other = makeRow({ pid: 300, exe: '/opt/x' })
    const named = [{ pid: 300, why: 'the file names it now' }]
    const { suspects } = assemble([main, other], [100], { named }).observed
    expect(suspects.map((s) => [s.member.identity.pid, s.why])).toEqual([
      [300, 'the file names it now'],
    ])
  })
})

describe('a run is refused', () => {
  it('where the target names a protected process', () => {
    const look = assemble([bus], [200])
    expect(look.refusal).toMatchObject({ code: 'protected' })
    expect(look.refusal?.message).toContain('dbus-daemon (200)')
  })

  it('by the first protected one of those it names', () => {
    const thread = makeRow({ pid: 300, kernelThread: true })
    expect(assemble([main, thread, bus], [100, 300, 200]).refusal?.code).toBe('kernel-thread')
    expect(assemble([main, thread, bus], [100, 200, 300]).refusal?.code).toBe('protected')
  })

  it('not for a protected one that turns up below another named one: that one is kept', () => {
    const below = makeWorker(200, main, { exe: '/usr/bin/dbus-daemon' })
    const look = assemble([main, below], [100, 200])
    expect(look.refusal).toBeNull()
    expect(keptOf(look)).toEqual([null, expect.stringContaining('the message bus')])
  })

  it('not for a pid that nobody has, nor for a member that no name gave', () => {
    expect(assemble([main], [4000, 100]).refusal).toBeNull()
    const below = makeWorker(200, main, { exe: '/usr/bin/dbus-daemon' })
    expect(assemble([main, below], [100]).refusal).toBeNull()
    expect(assemble([main], []).refusal).toBeNull()
  })

  it('for what the backend found first, before whom the target names', () => {
    expect(assemble([bus], [200], { refusal }).refusal).toBe(refusal)
  })
})

describe('a refused service', () => {
  it('is shown with every member kept, so that no signal can reach one', () => {
    const look = assemble([main, makeWorker(101, main)], [100], { refusal })
    expect(keptOf(look)).toEqual(['Not safe.', 'Not safe.'])
  })

  it('leaves the better reason to a member that is protected itself', () => {
    const below = makeWorker(200, main, { exe: '/usr/bin/dbus-daemon' })
    const [first, second] = keptOf(assemble([main, below], [100], { refusal }))
    expect(first).toBe('Not safe.')
    expect(second).toContain('the message bus')
  })

  it('keeps nobody where nothing refuses', () => {
    expect(keptOf(assemble([main, makeWorker(101, main)], [100]))).toEqual([null, null])
  })
})
