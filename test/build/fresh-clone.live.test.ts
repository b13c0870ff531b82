/** Both commands of the README on a fresh clone, with nothing before them and the system's own Node. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkout } from '../source-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'quiesce-fresh-'))
const clone = join(folder, 'quiesce')
/** Without this checkout's own programs: what runs first is what the machine has. */
const path = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((part) => !part.includes('node_modules'))
  .join(delimiter)
const env: NodeJS.ProcessEnv = {
  PATH: path,
  HOME: process.env.HOME,
  LANG: 'C.UTF-8',
  XDG_CONFIG_HOME: join(folder, 'config'),
  XDG_STATE_HOME: join(folder, 'state'),
  QUIESCE_RUNTIME_DIR: join(folder, 'run'),
}

/** Why a clone cannot be made or filled here, or null. */
function findObstacle(): string | null {
  if (process.env.QUIESCE_ON_FRESH_CLONE === 'yes') return 'This runs on a fresh clone itself'
  const git = spawnSync('git', ['-C', checkout, 'rev-parse', '--git-dir'], { encoding: 'utf8' })
  if (git.status !== 0) return 'This is no git checkout. apt install git, and clone it'
  const npm = spawnSync('npm', ['ping', '--loglevel=error'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  })
  return npm.status === 0 ? null : 'npm reaches no registry here'
}
const obstacle = findObstacle()

beforeAll(() => {
  if (obstacle !== null) return
  mkdirSync(join(folder, 'run'), { mode: 0o700 })
  const made = spawnSync('git', ['clone', '-q', '--no-hardlinks', checkout, clone], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const npm = (...args: readonly string[]): ChildProcess =>
  spawn('npm', args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })

/** Resolves with the first match in what the child prints; rejects with all of it when it ends. */
function untilPrinted(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = ''
    const look = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = wanted.exec(text)
      if (found) resolve(found)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('close', () => {
      reject(new Error(text))
    })
  })
}

const statusOf = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(url, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    call.on('error', reject)
    call.end()
  })

/** Ends the group that we made, npm and what it started. */
async function end(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  await closed
}

describe('on a fresh clone', () => {
  it('npm start installs, builds and opens the window', { timeout: 300_000 }, async ({ skip }) => {
    if (obstacle !== null) return skip(obstacle)
    const started = npm('start', '--', '--console')
    try {
      const [, opener = ''] = await untilPrinted(started, /(\/\S+\.html)/)
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(readFileSync(opener, 'utf8'))?.[0] ?? ''
      expect(await statusOf(url)).toBe(200)
    } finally {
      await end(started)
    }
  })

  it(
    'npm test runs the tests, and closes with how many passed',
    { timeout: 300_000 },
    async ({ skip }) => {
      if (obstacle !== null) return skip(obstacle)
      const tested = npm('test', '--', 'test/shared/version.test.ts')
      const [line] = await untilPrinted(tested, /^\d+ passed, 0 failed.*$/m)
      expect(line).toMatch(/^[1-9]\d* passed, 0 failed/)
    },
  )
})
