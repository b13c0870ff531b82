/** Folders and processes for tests of evidence. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

/** Folders and processes of one test, gone after it. */
export function useDesk(): {
  readonly folder: () => string
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<number>
} {
  const folders: string[] = []
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder: () => {
      const folder = mkdtempSync(join(tmpdir(), 'quiesce-evidence-'))
      folders.push(folder)
      return folder
    },
    start: async (env = {}) => {
      const child = spawn('/bin/cat', { env, stdio: ['pipe', 'pipe', 'ignore'] })
      children.push(child)
      // Echoed only once cat runs: until then its memory is still that of this process.
      child.stdin.write('ready\n')
      await once(child.stdout, 'data')
      return child.pid ?? 0
    },
  }
}
