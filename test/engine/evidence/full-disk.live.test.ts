import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Result } from '../../../shared/errors.ts'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { canRun } from '../../../build/can-run.mjs'
import { useDesk } from './use-desk.ts'

const desk = useDesk()
const program = join(import.meta.dirname, 'save-on-disk.ts')

it('names what a full disk kept out, and comes to its end all the same', async ({ skip }) => {
  if (!canRun.root.here) return skip(canRun.root.missing)
  const folder = desk.folder()
  const pid = String(await desk.start())
  // A disk of four pages, in a mount namespace that ends with its only process.
  const script =
    'mount -t tmpfs -o size=16k,mode=0700 none "$0" && mkdir -m 0700 "$0/own" && exec "$@"'
  const inside = [process.execPath, program, join(folder, 'own'), pid]
  const argv = ['--mount', '--propagation', 'private', 'sh', '-c', script, folder, ...inside]
  const done = spawnSync('unshare', argv, { encoding: 'utf8' })
  const saved = JSON.parse(done.stdout) as Result<EvidenceReport>
  if (!saved.ok) throw new Error(saved.error.message)
  const { files, missing } = saved.value
  expect(files.map(({ name }) => name)).toContain('README.txt')
  const full = missing.filter(({ why }) => why === 'no space left on the device')
  expect(full.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['the environment and memory of 1 process', 'index.json']),
  )
})
