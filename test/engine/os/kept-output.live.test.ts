import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { openKeptOutput } from '../../../electron/engine/os/kept-output.ts'

/** A path in a folder that is not there yet. */
function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-output-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return join(folder, 'state', 'iguana.log')
}

/** What a shell script says, run so that its words are kept there. */
async function say(script: string, path: string): Promise<string> {
  const answer = await createCommandRunner().run(['sh', '-c', script], 60_000, { keepIn: path })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value.output
}

describe('output that is kept', () => {
  it('is answered, stays in its file under a line that says whose it is, and grows', async () => {
    const path = freshPath()
    expect(await say('echo one; echo two >&2', path)).toBe('one\ntwo\n')
    expect(await say('echo three', path)).toBe('three\n')
    expect(readFileSync(path, 'utf8')).toMatch(
      /^--- \d{4}-\S+Z sh\none\ntwo\n--- \d{4}-\S+Z sh\nthree\n$/,
    )
  })
  it('is for its owner alone', async () => {
    const path = freshPath()
    await say('echo one', path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
  })
  it('is put aside once it is large', async () => {
    const path = freshPath()
    await say('echo old', path)
    writeFileSync(path, 'x'.repeat(5 * 1024 * 1024))
    await say('echo new', path)
    expect(readFileSync(path, 'utf8')).toMatch(/^--- \S+ sh\nnew\n$/)
    expect(statSync(`${path}.1`).size).toBe(5 * 1024 * 1024)
  })
  it('is answered up to a length, its end', () => {
    const opened = openKeptOutput(freshPath(), 'somebody')
    if (!opened.ok) throw new Error(opened.error.message)
    const output = opened.value
    writeFileSync(output.descriptor, '0123456789')
    expect([output.readEnd(4), output.readEnd(100)]).toEqual(['6789', '0123456789'])
    output.close()
  })
  it('is never written through a link that somebody laid there', async () => {
    const path = freshPath()
    await say('true', path)
    const victim = `${path}.victim`
    writeFileSync(victim, 'mine')
    rmSync(path)
    symlinkSync(victim, path)
    const answer = await createCommandRunner().run(['sh', '-c', 'echo gotcha'], 60_000, {
      keepIn: path,
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-available' } })
    expect(readFileSync(victim, 'utf8')).toBe('mine')
  })
})
