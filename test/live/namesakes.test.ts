/** Two users run the same program: a stop of one never touches the other's. */
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isHere, see, until } from './proc.ts'
import { Home, practiceProgram } from './quiesce.ts'

/** Everybody has `nobody`, and it runs nothing of its own. */
const otherUid = 65_534

let home: Home
let folder: string
let program: string
let started: ChildProcess[]
beforeEach(() => {
  home = new Home()
  folder = mkdtempSync(join(tmpdir(), 'quiesce-namesakes-'))
  chmodSync(folder, 0o755)
  program = join(folder, 'namesake')
  copyFileSync(practiceProgram, program)
  chmodSync(program, 0o755)
  started = []
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  home.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the program as a user, with a session of its own; gives its pid when it runs. */
async function start(uid: number): Promise<number> {
  const child = spawn(program, ['obeys', '--dir', folder], {
    uid,
    gid: uid,
    detached: true,
    stdio: 'ignore',
  })
  started.push(child)
  const { pid = 0 } = child
  await until(() => see(pid)?.args.startsWith(program) === true)
  return pid
}

const isRoot = process.getuid?.() === 0

describe('two users that run one program', () => {
  it.each([
    ['by its executable', () => `exe:${program}`],
    ['by its bare name', () => 'namesake'],
  ])('%s it is asked which, both are named, and nobody is signalled', async (_name, target) => {
    const mine = await start(process.getuid?.() ?? 0)
    const theirs = await start(isRoot ? otherUid : (process.getuid?.() ?? 0))
    const ended = await home.quiesce(['stop', target(), '--json'])
    expect(ended.status).toBe(64)
    const text = JSON.stringify(ended.result)
    expect(text).toContain('ambiguous-target')
    expect(text).toContain(`pid:${mine}@`)
    expect(text).toContain(`pid:${theirs}@`)
    expect([isHere(mine), isHere(theirs)]).toEqual([true, true])
  })

  it('with a user configured, only that one is stopped', async ({ skip }) => {
    if (!isRoot) return skip('only root can start a process as another user')
    const mine = await start(0)
    const theirs = await start(otherUid)
    mkdirSync(join(home.folder, 'config/quiesce'), { mode: 0o700 })
    const yaml = `services:\n  theirs:\n    exe: ${program}\n    user: "${otherUid}"\n`
    writeFileSync(join(home.folder, 'config/quiesce/services.yaml'), yaml, { mode: 0o600 })
    const ended = await home.quiesce(['stop', 'theirs', '--json'])
    expect([ended.status, ended.result.outcome]).toEqual([0, 'stopped'])
    expect([isHere(mine), isHere(theirs)]).toEqual([true, false])
  })

  it('is added with the user that tells it from the other, and stopped by that name', async ({
    skip,
  }) => {
    if (!isRoot) return skip('only root can start a process as another user')
    const mine = await start(0)
    const theirs = await start(otherUid)
    const added = await home.quiesce([
      'add',
      `pid:${theirs}`,
      '--name',
      'theirs',
      '--yes',
      '--json',
    ])
    expect(added.result).toMatchObject({
      exitStatus: 0,
      added: true,
      configuration: { exe: program },
    })
    const ended = await home.quiesce(['stop', 'theirs', '--json'])
    expect([ended.status, ended.result.outcome]).toEqual([0, 'stopped'])
    expect([isHere(mine), isHere(theirs)]).toEqual([true, false])
  })
})
