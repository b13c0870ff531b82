import { mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { buildNative, type NativeBuild } from './build-native.ts'
import { StartedProcesses } from './started-processes.ts'

const leftByItself = { code: 0, signal: null }

let native: NativeBuild
let folder: string
const processes = new StartedProcesses()
const practice = (...words: readonly string[]) =>
  processes.startPractice(native.practice, '--dir', folder, ...words)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
beforeEach(async () => {
  folder = await mkdtemp(join(native.folder, 'run-'))
})
afterEach(() => {
  processes.endAll()
})
afterAll(() => native.remove())

describe('leaves-files', () => {
  it('obeys, but leaves its pid file, lock file and socket, and starts again over them', async () => {
    const [pidFile, lockFile, socket] = ['pid', 'lock', 'sock'].map((end) =>
      join(folder, `practice-leaves-files.${end}`),
    )
    for (let round = 0; round < 2; round++) {
      const daemon = await practice('leaves-files')
      expect(daemon.lines.all).toEqual([
        `ready leaves-files pid=${daemon.pid} pidfile=${pidFile} lockfile=${lockFile} socket=${socket}`,
      ])
      for (const file of [pidFile, lockFile])
        expect(readFileSync(file ?? '', 'utf8')).toBe(`${daemon.pid}\n`)
      const connection = createConnection(socket ?? '')
      await once(connection, 'connect')
      connection.destroy()
      daemon.child.kill('SIGTERM')
      expect(await daemon.ended).toEqual(leftByItself)
      for (const file of [pidFile, lockFile, socket]) expect(existsSync(file ?? '')).toBe(true)
    }
  })

  it('refuses to start beside another one', async () => {
    await practice('leaves-files')
    const second = processes.start(native.practice, 'leaves-files', '--dir', folder)
    expect(await second.errors.next()).toContain('another practice daemon holds it')
    expect(await second.ended).toEqual({ code: 75, signal: null })
  })
})

describe('the folder for files', () => {
  it('is made for its owner alone', async () => {
    const made = join(folder, 'a', 'b')
    await practice('leaves-files', '--dir', made)
    for (const each of [made, join(folder, 'a')]) expect(statSync(each).mode & 0o777).toBe(0o700)
  })

  it('is under the runtime folder unless said otherwise', async () => {
    const script = 'XDG_RUNTIME_DIR="$1" exec "$0" leaves-files --max-seconds 60'
    const daemon = processes.start('sh', '-c', script, native.practice, folder)
    const ready = await daemon.lines.next(/^ready /)
    expect(ready).toContain(`socket=${folder}/quiesce/practice/practice-leaves-files.sock`)
  })

  it('must not be a link or writable for others', async () => {
    const open = join(folder, 'open')
    await mkdir(open)
    processes.start('chmod', '777', open)
    await expect.poll(() => statSync(open).mode & 0o777).toBe(0o777)
    const link = join(folder, 'link')
    await symlink(folder, link)
    for (const [wrong, why] of [
      [open, 'can be written by others'],
      [link, 'is not a folder'],
      [`${link}//`, 'is not a folder'],
    ] as const) {
      const daemon = processes.start(native.practice, 'double-forks', '--dir', wrong)
      expect(await daemon.errors.next()).toContain(why)
      expect(await daemon.ended).toEqual({ code: 73, signal: null })
    }
  })
})
