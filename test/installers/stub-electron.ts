/** An unpacked Electron without Electron: the files of its Linux archive, and a program in C. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAsar } from './asar.ts'

const files = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'locales/de.pak',
  'locales/en-US.pak',
]

/** Fills the folder; its version is that of the npm package `electron`. */
export function makeStubElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  for (const name of files) writeFileSync(join(folder, name), `${name}\n`)
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'resources', 'default_app.asar'), writeAsar({}))
  const program = join(folder, 'electron')
  execFileSync('cc', ['-O1', '-s', '-o', program, join(import.meta.dirname, 'stub-electron.c')])
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), readFileSync(program))
    chmodSync(join(folder, name), 0o755)
  }
}

/** The states of the fuses in a program, by their order: true for on. */
export function readFuses(program: string): boolean[] {
  const bytes = readFileSync(program)
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const wire = bytes.indexOf(sentinel) + sentinel.length
  const count = bytes[wire + 1] ?? 0
  return [...bytes.subarray(wire + 2, wire + 2 + count)].map((state) => state === 0x31)
}
