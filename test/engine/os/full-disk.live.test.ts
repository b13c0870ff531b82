/** A command whose words nobody could keep: it is refused, and not started. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { openOutputFile } from '../../../electron/engine/os/output-file.ts'

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-full-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return folder
}
const descriptors = (): number => readdirSync('/proc/self/fd').length

describe('a command that shall be started', () => {
  it.each([
    // full(4): every write to it fails as on a full disk.
    ['on a full disk', '/dev/full', 'no space left on the device'],
    ['below what is no folder', '/dev/null/iguana.log', 'the file exists already'],
  ])('is not, %s, and says why', async (_where, path, why) => {
    const mark = join(freshFolder(), 'started')
    const before = descriptors()
    const answer = await createCommandRunner().run(['touch', mark], 60_000, { keepIn: path })
    expect(answer).toMatchObject({
      error: {
        code: 'not-available',
        message: expect.stringContaining(`${why}. It was not started.`) as string,
        place: path,
      },
    })
    expect([existsSync(mark), descriptors()]).toEqual([false, before])
  })

  it('is told the same of a folder for passing words that takes no file', () => {
    const file = join(freshFolder(), 'file')
    writeFileSync(file, '')
    expect(openOutputFile(file)).toMatchObject({ error: { code: 'not-available', place: file } })
  })
})
