/**
 * One of everything left by SIGKILL, in a private host: found with its proof and removed, beside a
 * living twin that keeps all of its own.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { quiesce, type Told } from '../systemd/inside.ts'

interface Left {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly path: string | null
  readonly proof: readonly string[]
  readonly keep: string | null
}

interface Hoarder {
  readonly pid: number
  readonly worker: number
  readonly segment: string
  readonly set: string
  readonly queue: string
}

const program = '/opt/quiesce/test/live/leftovers/hoarder.pl'
const hostOf = usePlainHost(async (host) => {
  await host.addUser('ada')
  const services = { magpie: 'magpie', squirrel: 'squirrel' }
  const entries = Object.keys(services).map(
    (name) => `  ${name}:\n    exe: /usr/bin/${name}\n    pidfile: /run/${name}/${name}.pid\n`,
  )
  host.writeFile('/root/.config/quiesce/services.yaml', `services:\n${entries.join('')}`)
  for (const name of Object.keys(services))
    await host.run(['cp', '/usr/bin/perl', `/usr/bin/${name}`])
})

/** Starts one and waits until it has everything. */
async function hoard(
  name: string,
  user: string | 0,
  port: number,
  more: string[] = [],
  before: string[] = [],
): Promise<Hoarder> {
  const host = hostOf()
  const uid = user === 0 ? '0' : (await host.run(['id', '-u', user])).trim()
  const words = [name, uid, String(port), ...more].join(' ')
  // Its output is a file: a daemon that lives on would keep a pipe open.
  // What an earlier one of that name said would be taken for this one's.
  const script = `rm -f /tmp/${name}; ${before.join(' ')} /usr/bin/${name} ${program} ${words} >/tmp/${name} 2>&1 </dev/null & while ! grep -qs ready /tmp/${name}; do kill -0 $! || break; done; cat /tmp/${name}`
  const said = await host.run(['setsid', 'sh', '-c', script])
  const field = (key: string): string => new RegExp(`${key}=(\\d+)`).exec(said)?.[1] ?? ''
  const [pid, worker] = [Number(field('pid')), Number(field('worker'))]
  if (!(pid > 1)) throw new Error(`the hoarder said: ${said}`)
  return { pid, worker, segment: field('segment'), set: field('set'), queue: field('queue') }
}

const leftOf = (told: Told): readonly Left[] => told.result.leftovers as readonly Left[]
const keepsOf = (told: Told): Record<string, string | null> =>
  Object.fromEntries(leftOf(told).map(({ id, keep }) => [id, keep]))

describe('what a killed daemon leaves', () => {
  let twin: Hoarder
  let magpie: Hoarder
  let run: string
  let found: Told

  beforeAll(async () => {
    twin = await hoard('squirrel', 0, 5061)
    magpie = await hoard('magpie', 'ada', 5060)
    const killed = await quiesce(hostOf(), ['kill', 'magpie', '--yes'])
    run = String(killed.result.run)
    expect([killed.status, killed.stderr]).toEqual([0, ''])
    found = await quiesce(hostOf(), ['leftovers', 'magpie', '--run', run])
  })

  it('is all found, each with its proof', () => {
    const proven = leftOf(found).filter(({ keep }) => keep === null)
    expect(proven.map(({ id }) => id).sort()).toEqual(
      [
        'fifo:/run/magpie/pipe',
        'pid-file:/run/magpie/magpie.pid',
        'posix-memory:/dev/shm/magpie',
        'posix-semaphore:/dev/shm/sem.magpie',
        `sysv-memory:${magpie.segment}`,
        'unix-socket:/run/magpie/ctl.sock',
      ].sort(),
    )
    for (const { proof } of proven) expect(proof.length).toBeGreaterThan(1)
  })

  it('says what cannot be removed, and why', () => {
    const kept = keepsOf(found)
    expect(kept['runtime-folder:/run/magpie']).toMatch(/not empty: 3 names/)
    // Nothing but their user tells whose they are.
    expect(kept[`sysv-queue:${magpie.queue}`]).toContain(`ipcrm -q ${magpie.queue}`)
    expect(kept[`sysv-semaphores:${magpie.set}`]).toContain(`ipcrm -s ${magpie.set}`)
    expect(kept['time-wait:5060/tcp']).toMatch(/by themselves/)
    const waiting = leftOf(found).find(({ kind }) => kind === 'time-wait')
    expect(waiting?.proof.join(' ')).toMatch(/TIME_WAIT: |in TIME_WAIT.*ends in/)
  })

  it('names nothing of its living twin', () => {
    expect(JSON.stringify(leftOf(found))).not.toMatch(/squirrel/)
    const ids = leftOf(found).map(({ id }) => id)
    expect(ids).not.toContain(`sysv-memory:${twin.segment}`)
    expect(ids).not.toContain(`sysv-semaphores:${twin.set}`)
  })

  it('names nothing of a service that lives, whatever its run', async () => {
    const told = await quiesce(hostOf(), ['leftovers', 'squirrel', '--clean', '--yes'])
    expect(told).toMatchObject({ status: 0, result: { leftovers: [], removed: [] } })
  })

  it('is removed alone by its id, then as a whole, and written down', async () => {
    const host = hostOf()
    const id = `sysv-memory:${magpie.segment}`
    const one = ['leftovers', 'magpie', '--run', run, '--clean', '--yes', '--only', id]
    expect(await quiesce(host, one)).toMatchObject({ status: 0, result: { removedIds: [id] } })
    const told = await quiesce(host, ['leftovers', 'magpie', '--run', run, '--clean', '--yes'])
    expect(told.result).toMatchObject({ refused: [] })
    expect(told.result.removedIds).toHaveLength(5)
    // Empty it stays: the next start may need it.
    expect(host.readFolder('/run/magpie')).toEqual([])
    expect(host.readFolder('/dev/shm').sort()).toEqual(['sem.squirrel', 'squirrel'])
    const table = await host.run(['ipcs'])
    const ids = [...table.matchAll(/^0x\S+ (\d+)/gm)].map(([, number]) => number)
    const others = [magpie.set, magpie.queue, twin.segment, twin.set, twin.queue]
    expect(ids.sort()).toEqual(others.sort())
    const again = await quiesce(host, ['leftovers', 'magpie'])
    expect(leftOf(again).filter(({ keep }) => keep === null)).toEqual([])
  })

  it('leaves the twin with all that it has', async () => {
    const names = hostOf().readFolder('/run/squirrel').sort()
    expect(names).toEqual(['ctl.sock', 'pipe', 'squirrel.pid'])
    await hostOf().run(['kill', '-KILL', String(twin.pid)])
  })
})

describe('a process that its parent does not reap', () => {
  it('is told with that parent, and hinders nothing else', async () => {
    const host = hostOf()
    const shepherd = ['/usr/bin/perl', '-e', "'exec @ARGV unless fork; sleep 1 while 1'"]
    const { pid } = await hoard('magpie', 'ada', 5063, [], shepherd)
    const { result, stderr } = await quiesce(host, ['kill', 'magpie', '--yes'])
    expect([result.outcome, result.survivors], `${String(result.sentence)} ${stderr}`).toEqual([
      'killed',
      [],
    ])
    const told = await quiesce(host, ['leftovers', 'magpie', '--run', String(result.run)])
    const zombie = leftOf(told).find(({ id }) => id === `zombie:${pid}`)
    expect(zombie?.keep).toMatch(/It goes when perl \(\d+\) reaps it or ends/)
    expect(keepsOf(told)['unix-socket:/run/magpie/ctl.sock']).toBeNull()
    const parent = /perl \((\d+)\)/.exec(zombie?.keep ?? '')?.[1] ?? ''
    await host.run(['kill', '-KILL', parent])
    await quiesce(host, ['leftovers', 'magpie', '--run', String(result.run), '--clean', '--yes'])
    expect(host.readFolder('/run/magpie')).toEqual([])
  })
})

describe('a worker that goes away with the port', () => {
  it('is a survivor that holds it, and all of the service stays', async () => {
    const host = hostOf()
    const { pid, worker } = await hoard('magpie', 'ada', 5062, ['--linger'])
    const killed = await quiesce(host, ['kill', 'magpie', '--yes', '--scope', 'main'])
    const run = String(killed.result.run)
    const told = await quiesce(host, ['leftovers', 'magpie', '--run', run, '--clean', '--yes'])
    expect([pid > 1, told.status, told.result.removed]).toEqual([true, 1, []])
    const kept = keepsOf(told)
    expect(JSON.stringify(kept)).toContain(`(${worker})`)
    expect(Object.values(kept)).not.toContain(null)
    expect(host.readFolder('/run/magpie')).toContain('ctl.sock')
    await host.run(['kill', '-KILL', String(worker)])
  })
})
