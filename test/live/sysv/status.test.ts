/**
 * The status of an init script's daemon as LSB numbers it, each produced for real; what a dead one
 * leaves, and who may remove it.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { cli, quiesce } from '../systemd/inside.ts'
import { alive, clear, installProgram, lockFileOf, pidFileOf, scriptText } from './vice-scripts.ts'

const name = 'ward'
const target = `init:${name}`
const pidFile = pidFileOf(name)
const lockFile = lockFileOf(name)

const hostOf = usePlainHost(
  async (host) => {
    await host.addUser('ada')
    await installProgram(host, name)
    host.writeScript(name, scriptText(name))
  },
  ['plainHost', 'native'],
)

beforeEach(async () => {
  await clear(hostOf(), name)
})

async function start(): Promise<number> {
  await hostOf().script(name, 'start')
  // With --background the pid file is written by who starts it, before start-stop-daemon ends.
  while (alive(hostOf(), name).length === 0) await new Promise((done) => setTimeout(done, 20))
  return alive(hostOf(), name)[0] ?? 0
}

/** Ends it as a crash would: nothing is tidied up. */
async function crash(): Promise<number> {
  const pid = await start()
  await hostOf().run(['kill', '-KILL', `${pid}`])
  while (alive(hostOf(), name).length > 0) await new Promise((done) => setTimeout(done, 20))
  return pid
}

interface Case {
  readonly number: number
  readonly words: string
  readonly what: string
  readonly make: () => Promise<unknown>
  /** Who asks, where not root. */
  readonly user?: string
  readonly says: number
}

const cases: readonly Case[] = [
  { number: 0, words: 'running', what: 'it runs', make: start, says: 0 },
  {
    number: 1,
    words: 'dead, and a pid file is left',
    what: 'it was killed',
    make: crash,
    says: 1,
  },
  {
    number: 2,
    words: 'dead, and a lock file is left',
    what: 'it was killed, and its pid file is gone',
    make: async () => {
      await crash()
      await hostOf().run(['rm', pidFile])
    },
    // Debian's functions know nothing of lock files.
    says: 3,
  },
  {
    number: 3,
    words: 'not running',
    what: 'it was stopped',
    make: async () => {
      await start()
      await hostOf().script(name, 'stop')
    },
    says: 3,
  },
  {
    number: 4,
    words: 'unknown',
    what: 'its pid file cannot be read by who asks',
    make: async () => {
      await start()
      await hostOf().run(['chmod', '600', pidFile])
    },
    user: 'ada',
    says: 4,
  },
]

describe.each(cases)('status $number, when $what', ({ number, words, make, user, says }) => {
  const options = user === undefined ? {} : { user }

  it('is the exit status, with the words for it', async () => {
    await make()
    const told = await quiesce(hostOf(), ['status', target], options)
    expect(told.status).toBe(number)
    expect(told.result.init).toMatchObject({
      status: { number, words },
      says: { kind: 'answered', status: says },
    })
    const text = await hostOf().exec([...cli, 'status', target], options)
    expect(text.status).toBe(number)
    expect(text.stdout).toMatch(new RegExp(`LSB status +${number}, ${words}\n`))
  })
})

describe('what a dead one leaves', () => {
  // From outside, the link /var/lock would lead out of the host.
  const isThere = (path: string): boolean =>
    hostOf().readFile(path.replace(/^\/var\/lock/, '/run/lock')) !== null

  it('is shown with its proof, and stays until somebody says otherwise', async () => {
    const pid = await crash()
    const told = await quiesce(hostOf(), ['leftovers', target])
    expect(told.status).toBe(1)
    expect(told.result).toMatchObject({
      leftovers: [
        { kind: 'pid-file', path: pidFile, keep: null },
        { kind: 'lock-file', path: lockFile, keep: null },
      ],
      removed: [],
    })
    expect(JSON.stringify(told.result.leftovers)).toContain(`names pid ${pid}, and no such process`)
    expect((await quiesce(hostOf(), ['leftovers', target, '--clean'])).status).toBe(64)
    expect([isThere(pidFile), isThere(lockFile)]).toEqual([true, true])
  })

  it('is removed when asked for', async () => {
    await crash()
    const told = await quiesce(hostOf(), ['leftovers', target, '--clean', '--yes'])
    expect(told.result).toMatchObject({ removed: [pidFile, lockFile], refused: [] })
    expect([told.status, isThere(pidFile), isThere(lockFile)]).toEqual([0, false, false])
    expect((await quiesce(hostOf(), ['status', target])).status).toBe(3)
  })

  it('is nothing while it lives, whatever is asked for', async () => {
    const pid = await start()
    const told = await quiesce(hostOf(), ['leftovers', target, '--clean', '--yes'])
    expect(told.result).toMatchObject({ leftovers: [], removed: [] })
    expect([isThere(pidFile), isThere(lockFile)]).toEqual([true, true])
    expect(alive(hostOf(), name)).toEqual([pid])
  })

  it('is not a lock alone, when it lives without its pid file', async () => {
    const pid = await start()
    await hostOf().run(['rm', pidFile])
    await quiesce(hostOf(), ['leftovers', target, '--clean', '--yes'])
    expect(isThere(lockFile)).toBe(true)
    expect((await quiesce(hostOf(), ['status', target])).status).not.toBe(2)
    expect(alive(hostOf(), name)).toEqual([pid])
  })

  it('keeps no daemon from its stop, and a missing lock is told before', async () => {
    await start()
    const { result: before } = await quiesce(hostOf(), ['plan', target])
    expect(JSON.stringify(before.warnings)).not.toContain('lock file')
    await hostOf().run(['rm', lockFile])
    const { result } = await quiesce(hostOf(), ['plan', target])
    expect(result.warnings).toMatchObject([
      { sentence: 'It is skipped at shutdown: rc stops only what has a lock file.' },
    ])
    const told = await quiesce(hostOf(), ['stop', target])
    expect(told.result.outcome).toBe('stopped')
    expect(alive(hostOf(), name)).toEqual([])
  })
})
