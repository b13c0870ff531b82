/** A plain user, and a daemon that is not theirs: everything is seen, nothing is sent. */
import { chownSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { isHere } from './proc.ts'
import { checkout, endOf, Home, type Ended } from './quiesce.ts'

/** nobody and nogroup of Debian (base-passwd). */
const nobody = { uid: 65534, gid: 65534 }
const cli = join(checkout, 'dist/cli.js')

let home: Home
let plain: Home
beforeEach(({ skip }) => {
  if (!canRun.root.here) skip(canRun.root.missing)
  home = new Home()
  plain = new Home()
  for (const name of ['', 'config', 'state', 'run'])
    chownSync(join(plain.folder, name), nobody.uid, nobody.gid)
  const probe = spawnSync(process.execPath, [cli, '--version'], { ...nobody, env: plain.env })
  if (probe.status !== 0) skip('the checkout lies where a plain user cannot read it')
})
afterEach(() => {
  if (!canRun.root.here) return
  home.close()
  plain.close()
})

/** Runs `quiesce ARGS` as nobody. */
const asNobody = (args: readonly string[]): Promise<Ended> =>
  endOf(
    spawn(process.execPath, [cli, ...args], {
      ...nobody,
      env: plain.env,
      cwd: plain.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )

describe('another user’s daemon', () => {
  it('is listed, with its user', async () => {
    const daemon = await home.practice('obeys')
    const listed = await asNobody(['list'])
    expect(listed.status).toBe(0)
    expect(listed.out).toMatch(new RegExp(`pid:${daemon.pid}@.*root`))
  })
  it.each(['stop', 'kill'])(
    'is not ended by quiesce %s: status 15, and who may',
    async (command) => {
      const daemon = await home.practice('obeys')
      const more = command === 'kill' ? ['--yes'] : []
      const ended = await asNobody([command, `pid:${daemon.pid}`, ...more])
      expect(ended.status).toBe(15)
      expect(ended.err + ended.out).toContain('root')
      expect(isHere(daemon.pid)).toBe(true)
    },
  )
  it('is not signalled by quiesce signal', async () => {
    const daemon = await home.practice('obeys')
    const ended = await asNobody(['signal', `pid:${daemon.pid}`, 'HUP'])
    expect(ended.status).toBe(15)
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe('one’s own daemon', () => {
  it('is started, stopped and recorded without being root', async () => {
    const started = await asNobody(['practice', 'obeys', '--json'])
    expect(started.status, started.err).toBe(0)
    const target = /pid:\d+@\d+/.exec(started.out)?.[0] ?? ''
    const stopped = await asNobody(['stop', target, '--json'])
    expect(stopped.result).toMatchObject({ outcome: 'stopped' })
    const journal = await asNobody(['journal'])
    expect(journal.out).toContain('SIGTERM')
  })
  it('leaves a journal that only its owner can read', async () => {
    await asNobody(['practice', 'obeys', '--json']).then(async ({ out }) => {
      await asNobody(['stop', /pid:\d+@\d+/.exec(out)?.[0] ?? '', '--json'])
    })
    const found = spawnSync('find', [join(plain.folder, 'state'), '-perm', '/077'], {
      encoding: 'utf8',
    })
    const open = found.stdout.split('\n').filter((path) => path.includes('quiesce/journal'))
    expect(open).toEqual([])
  })
})
