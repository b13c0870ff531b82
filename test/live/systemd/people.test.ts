/** A plain user: sees everything, is asked through polkit, and has a manager of their own. */
import { beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { useHost } from '../../hosts/use-host.ts'
import { answerByPolkit, startUserManager } from '../../hosts/users.ts'
import { Door } from './door.ts'
import { quiesce } from './inside.ts'
import { bring, readStop } from './play.ts'
import { parseJournal } from '../../hosts/host-journal.ts'
import { acted, passSeconds } from './scenario.ts'

const units = {
  'granted.service': acted('granted', 'obeys'),
  'forced.service': acted('forced', 'ignores', { TimeoutStopSec: 60 }),
  'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 6 }),
  'denied.service': acted('denied', 'obeys'),
  'asked.service': acted('asked', 'obeys'),
}
let env: Readonly<Record<string, string>> = {}
const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  env = await startUserManager(host, 'ada')
  await host.writeUnits(units)
  for (const [name, text] of Object.entries(units)) {
    await bring(host, { says: name, units: { [name]: text } })
  }
  await answerByPolkit(host, 'ada', {
    'granted.service': 'yes',
    'forced.service': 'yes',
    'slow.service': 'yes',
    'denied.service': 'no',
    '*': 'ask',
  })
}, 'polkit')
beforeEach(({ skip }) => {
  if (!canRun.polkit.here) skip(canRun.polkit.missing)
})
const asAda = () => ({ user: 'ada', env })

describe.concurrent('a plain user', () => {
  it('sees a system unit and its plan', async () => {
    const told = await quiesce(hostOf(), ['plan', 'denied.service'], asAda())
    expect(told.status).toBe(0)
    const members = told.result.members as { readonly name: string }[]
    expect(members.map(({ name }) => name)).toEqual(['actor main obey'])
  })

  it('stops what polkit grants', async () => {
    const host = hostOf()
    const told = await quiesce(host, ['stop', 'granted.service'], asAda())
    expect(told.result).toMatchObject({ outcome: 'stopped', exitStatus: 0 })
    expect((await host.show('granted.service')).ActiveState).toBe('inactive')
  })

  const refused = [
    ['denied.service', 'polkit says no'],
    ['asked.service', 'polkit wants a password, and nobody can be asked'],
  ] as const
  it.each(refused)('is refused for %s: %s', async (target) => {
    const host = hostOf()
    const told = await quiesce(host, ['stop', target], asAda())
    expect(told.result).toMatchObject({ outcome: 'refused', exitStatus: 15 })
    expect(told.result.error).toMatchObject({
      code: 'no-permission',
      next: expect.stringMatching(/polkit|root|administrator/i) as unknown,
    })
    expect((await host.show(target)).ActiveState).toBe('active')
    expect((await host.journal(target)).map(({ message }) => message)).not.toContain(
      'main got TERM',
    )
  })

  it.each(['signal', 'kill'])('cannot get past polkit by quiesce %s', async (command) => {
    const host = hostOf()
    const more = command === 'kill' ? ['--yes'] : ['TERM']
    const told = await quiesce(host, [command, 'denied.service', ...more], asAda())
    expect(told.status).toBe(15)
    expect((await host.show('denied.service')).ActiveState).toBe('active')
  })

  it('cannot move the deadline of a system unit, and is told why before it matters', async () => {
    const host = hostOf()
    const door = await Door.open(host, asAda())
    const run = await door.stop('slow.service', 'stop/30/ask')
    const waiting = await door.until(run, ({ ceilings }) => ceilings.length > 0)
    expect(waiting.unit?.fixedDeadline).toMatch(/root/)
    expect(waiting.ceilings[0]?.fixed).toMatch(/root/)
    await door.decide(waiting, { kind: 'hold' })
    const held = await door.untilPhase(run, 'held')
    expect(held.notices.join(' ')).toMatch(/root/)
    expect(host.readFolder('/run/systemd/system/slow.service.d')).toEqual([])
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toMatchObject({
      kind: 'killed',
      by: expect.stringContaining('systemd') as unknown,
    })
  })

  it('forces a unit that polkit grants, through its manager', async () => {
    const host = hostOf()
    const door = await Door.open(host, asAda())
    const run = await door.stop('forced.service', 'stop/1/ask')
    const asking = await door.untilPhase(run, 'asking')
    await door.decide(asking, { kind: 'force', scope: 'all' })
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toEqual({ kind: 'killed', by: 'ada' })
    expect((await host.show('forced.service')).Result).toBe('signal')
  })
})

describe.concurrent('a unit of one’s own manager', () => {
  const folder = '/home/ada/.config/systemd/user'
  const ctl = (...args: string[]): Promise<string> =>
    hostOf().run(['systemctl', '--user', ...args], asAda())

  it('is listed, stopped and its deadline moved without asking anybody', async () => {
    const host = hostOf()
    host.writeFile(`${folder}/own.service`, acted('own', 'ignores', { TimeoutStopSec: 6 }))
    await ctl('daemon-reload')
    await ctl('start', 'own.service')
    await host.waitForProcess(
      ({ args }) => args.startsWith('actor main') && args.endsWith(' as own'),
    )
    const door = await Door.open(host, asAda())
    const list = await door.ask('services.list', { all: false })
    expect(list.rows.find(({ unit }) => unit?.name === 'own.service')?.unit?.manager).toBe('user')
    const run = await door.stop('user:own.service', 'stop/10/ask')
    await door.until(run, ({ ceilings, phase }) => ceilings.length > 0 && phase.kind === 'waiting')
    await door.decide(run, { kind: 'hold' })
    await door.until(run, ({ unit }) => unit?.movedTo === 'never')
    await passSeconds(host, 7)
    const text = await host.run(['journalctl', '-o', 'json', '--user-unit', 'own.service'])
    expect(readStop(parseJournal(text)).kills).toEqual([])
    const held = await door.untilPhase(run, 'held')
    await door.decide(held, { kind: 'force', scope: 'all' })
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'ada' })
    const left = await host.run(['find', env.XDG_RUNTIME_DIR ?? '', '-name', '*quiesce*.conf'])
    expect(left).toBe('')
  })
})
