/**
 * A plain user and what is root's, with the real pkexec, polkit and root helper: granted, denied,
 * and nobody to ask. Prints what each case came to.
 */
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { Result } from '../../../shared/errors.ts'
import type { RunView } from '../../../shared/contract.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from '../systemd/door.ts'
import { cli, quiesce } from '../systemd/inside.ts'
import { bring } from '../systemd/play.ts'
import { acted } from '../systemd/scenario.ts'
import {
  answer,
  errorOf,
  initScript,
  installRootHelper,
  startDaemon,
  untilSaid,
  type Answer,
} from './stage.ts'

const units = {
  'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 40 }),
  'plain.service': acted('plain', 'obeys'),
}
/** What systemd's own action comes to for the one unit; the other one is always granted. */
const unitsAs = (plain: Answer): Readonly<Record<string, Answer>> => ({
  'slow.service': 'yes',
  'plain.service': plain,
})
const iguana = 'pidfile:/run/iguana.pid'
const lizard = 'init:lizard'
const lockFile = '/run/lock/subsys/gecko'
const lockId = `lock-file:${lockFile}`
const gecko = 'gecko'

const hostOf = useHost(async (host) => {
  await installRootHelper(host)
  await host.addUser('ada')
  await host.writeUnits(units)
  for (const [name, text] of Object.entries(units)) {
    await bring(host, { says: name, units: { [name]: text } })
  }
  await host.run(['mkdir', '-p', '/etc/init.d', '/run/lock/subsys', '/etc/quiesce/services.d'])
  host.writeFile('/etc/init.d/lizard', initScript('lizard'), 0o755)
  await host.run(['cp', '/bin/sleep', '/usr/sbin/lizard'])
  await host.run(['/etc/init.d/lizard', 'start'])
  host.writeFile(
    '/etc/quiesce/services.d/gecko.yaml',
    `services:\n  ${gecko}:\n    exe: /usr/sbin/gecko\n    lockfile: ${lockFile}\n`,
  )
  await host.run(['cp', '/bin/sleep', '/usr/sbin/gecko'])
  host.writeFile(lockFile, '')
  await startDaemon(host, 'iguana')
  await startDaemon(host, 'deaf', true)
}, 'polkit')

const missing = [canRun.polkit, canRun.pkexec, canRun.native].find(
  (ability) => !ability.here,
)?.missing
beforeEach(({ skip }) => {
  if (missing !== undefined) skip(missing)
})

let door: Door
beforeAll(async () => {
  if (missing === undefined) door = await Door.open(hostOf(), { user: 'ada' })
})
const answerAs = async (of: Parameters<typeof answer>[2]): Promise<void> => {
  if (missing === undefined) await answer(hostOf(), 'ada', of)
}

const table: (readonly [state: string, what: string, came: string])[] = []
afterAll(() => {
  for (const [state, what, came] of table) {
    console.log(`${state.padEnd(10)} ${what.padEnd(22)} ${came}`)
  }
})
const note = (...line: (typeof table)[number]): number => table.push(line)

const stop = (target: string, schedule = 'stop/20/ask'): Promise<Result<RunView>> =>
  door.request('run.stop', { target, schedule, person: true })
const cleanUp = () =>
  door.request('leftovers.remove', { target: gecko, ids: [lockId], confirmed: true })
const isThere = (name: string): boolean =>
  hostOf()
    .processes()
    .some(({ args, state }) => args.startsWith(`/usr/sbin/${name}`) && state !== 'Z')
describe.each<[string, Answer, RegExp]>([
  ['no agent', 'ask', /no polkit agent/],
  ['denied', 'no', /it was denied/],
])('where permission is %s', (state, said, words) => {
  beforeAll(async () => {
    await answerAs({ actions: { '*': said }, units: unitsAs(said) })
  })

  it('is asked for in the plan, and root’s daemon stays', async () => {
    const plan = await door.ask('plan.make', { target: iguana })
    expect(plan.warnings.map(({ sentence }) => sentence).join(' ')).toMatch(/needs permission/)
    const error = errorOf(await stop(iguana))
    expect(error).toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(words) as unknown,
    })
    expect(isThere('iguana')).toBe(true)
    note(state, 'pid-file daemon', error.message)
  })

  it('keeps the init script from being run', async () => {
    const error = errorOf(await stop(lizard))
    expect(error).toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(words) as unknown,
    })
    expect(isThere('lizard')).toBe(true)
    expect(hostOf().readFile('/run/lizard.said')).toBeNull()
    note(state, 'init script', error.message)
  })

  it('keeps the stale lock file', async () => {
    const error = errorOf(await cleanUp())
    expect(error).toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(words) as unknown,
    })
    expect(hostOf().readFile(lockFile)).toBe('')
    note(state, 'stale lock file', error.message)
  })

  it('refuses the unit, as systemd says', async () => {
    const run = await door.stop('plain.service', 'stop/20/ask')
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toMatchObject({ kind: 'refused', error: { code: 'no-permission' } })
    expect((await hostOf().show('plain.service')).ActiveState).toBe('active')
    note(state, 'unit (systemd’s polkit)', phase.outcome.kind)
  })

  it('shows in what the host allows', async () => {
    const { permission } = await door.ask('host.info', {})
    expect(permission).toMatchObject({
      kind: state === 'denied' ? 'can-ask' : 'no-agent',
      granted: [],
      asking: null,
    })
  })
})

describe('where permission is granted', () => {
  beforeAll(async () => {
    await answerAs({
      actions: { '*': 'yes', deadlines: 'no' },
      units: unitsAs('yes'),
    })
  })

  it('stops root’s daemon, and the record names the grant', async () => {
    const view = await door.ask('run.stop', {
      target: iguana,
      schedule: 'stop/20/ask',
      person: true,
    })
    const { phase } = await door.untilEnd(view.run)
    expect(phase.outcome.kind).toBe('stopped')
    expect(isThere('iguana')).toBe(false)
    const journal = await door.ask('journal.read', {})
    const told = journal.flatMap((entry) => (entry.kind === 'notice' ? [entry.sentence] : []))
    expect(told).toContain('Permission was granted: to signal processes of other users.')
    note('granted', 'pid-file daemon', phase.outcome.kind)
  })

  it('stops root’s daemon by its script, as root', async () => {
    const view = await door.ask('run.stop', {
      target: lizard,
      schedule: 'stop/20/ask',
      person: true,
    })
    const { phase } = await door.untilEnd(view.run)
    expect(phase.outcome.kind).toBe('stopped')
    expect(hostOf().readFile('/run/lizard.said')).toBe('root stopped lizard\n')
    note('granted', 'init script', phase.outcome.kind)
  })

  it('starts it again by its script', async () => {
    const report = await door.ask('service.start', { target: lizard })
    expect(report.up).toBe(true)
    expect(isThere('lizard')).toBe(true)
  })

  it('removes the stale lock file', async () => {
    const report = await cleanUp()
    expect(report).toEqual({ ok: true, value: { removed: [lockId], refused: [] } })
    expect(hostOf().readFile(lockFile)).toBeNull()
    note('granted', 'stale lock file', 'removed')
  })

  it('stops the unit', async () => {
    const run = await door.stop('plain.service', 'stop/20/ask')
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome.kind).toBe('stopped')
    note('granted', 'unit (systemd’s polkit)', phase.outcome.kind)
  })

  it('moves the deadline of a unit that stops once that is granted, too', async () => {
    const run = await door.stop('slow.service', 'stop/10/ask')
    const waiting = await door.until(run, ({ ceilings }) => ceilings.length > 0)
    expect(waiting.ceilings[0]?.fixed).toBeNull()
    const before = waiting.ceilings[0]?.at ?? 0
    await door.decide(waiting, { kind: 'extend', ms: 120_000 })
    const denied = await door.until(run, ({ notices }) => notices.length > 0)
    expect(denied.notices.join(' ')).toMatch(/not moved: .*it was denied/)
    note('denied', 'deadline', denied.notices.join(' '))
    await answerAs({ actions: { '*': 'yes' }, units: unitsAs('yes') })
    await door.decide(denied, { kind: 'extend', ms: 60_000 })
    const moved = await door.until(run, ({ unit }) => unit?.movedTo !== null)
    expect(moved.ceilings[0]?.at ?? 0).toBeGreaterThan(before + 60_000)
    expect((await hostOf().show('slow.service', 'TimeoutStopUSec')).TimeoutStopUSec).toMatch(/min/)
    note(
      'granted',
      'deadline',
      `TimeoutStopSec is moved to ${new Date(Number(moved.unit?.movedTo)).toISOString()}`,
    )
    await door.decide(moved, { kind: 'force', scope: 'all' })
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toEqual({ kind: 'killed', by: 'ada' })
  })

  it('shows root whose run it is, and the other way about', async () => {
    const host = hostOf()
    const target = 'pidfile:/run/deaf.pid'
    const run = await door.stop(target, 'stop/60/ask')
    await door.untilPhase(run, 'waiting')
    const roots = await quiesce(host, ['stop', target, '--schedule', 'stop/5'])
    expect(roots.status).toBe(14)
    expect(roots.result).toMatchObject({
      error: { code: 'busy', message: expect.stringMatching(/\(ada, console/) as unknown },
    })
    note('granted', 'root meets ada’s run', 'busy, names ada')
    await door.decide(run, { kind: 'leave' })
    await door.untilEnd(run)
    const own = host.start([...cli, 'stop', target, '--schedule', 'stop/60/ask', '--json'])
    await untilSaid(own, /"waiting"/)
    const error = errorOf(await stop(target))
    expect(error.code).toBe('busy')
    expect(error.message).toMatch(/\(root/)
    note('granted', 'ada meets root’s run', error.message)
    own.child.stdin?.end()
    const root = host.processes().find(({ args }) => args.includes('stop/60/ask'))
    await host.run(['kill', `${root?.pid ?? 0}`])
  })

  it('is given back, and then there is no helper of root’s any more', async () => {
    const host = hostOf()
    const helpers = () =>
      host.processes().filter(({ args }) => args.includes('quiesce-root-helper'))
    expect((await door.ask('host.info', {})).permission.granted).toHaveLength(4)
    expect(helpers()).toHaveLength(4)
    const info = await door.ask('permission.drop', {})
    expect(info.permission.granted).toEqual([])
    expect(helpers()).toEqual([])
  })

  it('is never asked for by a script', async () => {
    const told = await quiesce(hostOf(), ['stop', 'pidfile:/run/lizard.pid', '--no-input'], {
      user: 'ada',
    })
    expect(told.status).toBe(15)
    expect(isThere('lizard')).toBe(true)
    note('granted', '--no-input', 'exit status 15, nothing asked')
  })
})

describe('at a terminal', () => {
  // Letters that are keys of a run.
  const password = 'flgh-flgh'
  beforeAll(async () => {
    await answerAs({ actions: { '*': 'ask' }, units: {} })
    if (missing !== undefined) return
    // Debian asks for the password of an administrator, who is in this group.
    await hostOf().run(['usermod', '-aG', 'sudo', 'ada'])
    await hostOf().run(['chpasswd'], { input: `ada:${password}\n` })
  })

  it('a password is asked for, and its letters are no keys of the run', async () => {
    const command = [...cli, 'stop', 'pidfile:/run/lizard.pid', '--schedule', 'stop/20/ask']
    const typed = hostOf().start(['script', '-qec', command.join(' '), '/dev/null'], {
      user: 'ada',
    })
    await untilSaid(typed, /Password:/)
    const ended = once(typed.child, 'exit')
    typed.child.stdin?.write(`${password}\n`)
    const [status] = (await ended) as [number]
    expect(status).toBe(0)
    expect(isThere('lizard')).toBe(false)
    note('asked', 'at a terminal', 'password, then stopped')
  })
})
