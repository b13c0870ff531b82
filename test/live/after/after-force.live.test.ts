/** Evidence before force, no second copy beside a held port, and who starts it again. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { Home } from '../quiesce.ts'

let home: Home
beforeEach(({ skip }) => {
  if (!canRun.native.here) skip(canRun.native.missing)
  home = new Home()
})
afterEach(() => {
  home.close()
})

function configure(text: string): void {
  mkdirSync(join(home.folder, 'config/quiesce'), { recursive: true, mode: 0o700 })
  writeFileSync(join(home.folder, 'config/quiesce/services.yaml'), text, { mode: 0o600 })
}

it('saves what force destroys before it forces', async () => {
  const daemon = await home.practice('ignores-term')
  const target = `pid:${daemon.pid}`
  const ended = await home.quiesce(['kill', target, '--yes', '--evidence', home.folder, '--json'])
  expect(ended.status).toBe(0)
  const types = ended.lines.map(({ type }) => type)
  expect(types.indexOf('evidence')).toBeLessThan(types.indexOf('began'))
  const folder = String(ended.lines.find(({ type }) => type === 'evidence')?.folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toContain('index.json')
  const status = readFileSync(join(folder, `${daemon.pid}.status.txt`), 'utf8')
  expect(status).toContain(`Pid:\t${daemon.pid}`)
})

it('starts no second copy where somebody holds its port, unless a person means it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  try {
    const pidFile = join(home.folder, 'web.pid')
    configure(
      `services:\n  web:\n    pidfile: ${pidFile}\n    port: ${port}\n    start: [/bin/false]\n`,
    )
    const refused = await home.quiesce(['start', 'web', '--json'])
    expect(refused.status).toBe(14)
    expect(refused.result).toMatchObject({ error: { code: 'needs-consent' } })
    expect(JSON.stringify(refused.result)).toContain(`(${process.pid}) holds port ${port}`)
    const meant = await home.quiesce(['start', 'web', '--beside', '--json'])
    expect(meant.result).toMatchObject({ exitStatus: 1, up: false })
  } finally {
    server.close()
  }
})

it('sees a copy come back, and who its parent is', async () => {
  // A supervisor of one line: whenever its child ends, it starts it again, after a breath.
  const script = 'while true; do sleep 1000.25 & echo $!; wait; sleep 3; done'
  const keeper = spawn('/bin/sh', ['-c', script, home.folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  try {
    const [first] = (await once(keeper.stdout, 'data')) as [Buffer]
    const pid = Number(String(first))
    const ended = await home.quiesce(['stop', `pid:${pid}`, '--watch', '30', '--json'])
    expect(ended.status).toBe(13)
    const watch = ended.lines.find(({ type }) => type === 'watch')
    expect(watch).toMatchObject({ cameBack: true })
    expect(JSON.stringify(watch)).toContain(`(${keeper.pid}) started it`)
  } finally {
    if (keeper.pid !== undefined) process.kill(-keeper.pid, 'SIGKILL')
  }
})
