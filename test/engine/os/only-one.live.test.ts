import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { OnlyOne } from '../../../electron/engine/os/only-one.ts'

function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-one-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return join(folder, 'one.sock')
}

describe('what one Quiesce does at a time', () => {
  it('is done by the first, until that one lets go', async () => {
    const path = freshPath()
    const [first, second] = [new OnlyOne(path), new OnlyOne(path)]
    expect([await first.take(), await second.take(), await first.take()]).toEqual([
      ...[true, false, true],
    ])
    first.release()
    await expect.poll(() => second.take()).toBe(true)
    second.release()
    await expect.poll(() => existsSync(path)).toBe(false)
  })

  it('is free again when whoever did it was killed', async () => {
    const path = freshPath()
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('here'))`
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    const one = new OnlyOne(path)
    expect(await one.take()).toBe(false)
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect([existsSync(path), await one.take()]).toEqual([true, true])
    one.release()
  })

  it('is an error where no socket can be', async () => {
    await expect(new OnlyOne('/no/such/folder/one.sock').take()).rejects.toThrow()
  })
})
