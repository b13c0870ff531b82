/** The packages under test: built once, around a stub of Electron, with an older version of each. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { makeStubElectron } from './stub-electron.ts'

const checkout = resolve(import.meta.dirname, '../..')
const shim = join(import.meta.dirname, 'fpm-shim.mjs')
const electronPackage = join(checkout, 'node_modules/electron/package.json')

export interface Packages {
  /** Where they are; below the checkout, so that a private host sees them. */
  readonly folder: string
  /** What electron-builder made of Electron. */
  readonly unpacked: string
  readonly deb: string
  readonly rpm: string
  /** The same of version 0.0.9, without the Node: what is upgraded from. */
  readonly olderDeb: string
  readonly olderRpm: string
}

/** Takes some ten seconds of one core. Throws with what electron-builder said. */
export function makePackages(): Packages {
  const cache = join(checkout, 'node_modules/.cache/quiesce')
  mkdirSync(cache, { recursive: true })
  forgetOlder(cache)
  const folder = mkdtempSync(join(cache, 'packages-'))
  const electron = join(folder, 'electron')
  const { version } = z.object({ version: z.string() }).parse(readJson(electronPackage))
  makeStubElectron(electron, version)
  const output = join(folder, 'out')
  execFileSync(
    process.execPath,
    [
      join(import.meta.dirname, 'make-packages.mjs'),
      ...[checkout, join(checkout, 'dist/native'), output, electron],
    ],
    {
      env: { ...process.env, CUSTOM_FPM_PATH: shim, OLDER_VERSION: '0.0.9' },
      stdio: 'pipe',
      encoding: 'utf8',
    },
  )
  const unpacked = join(output, 'linux-unpacked')
  const [deb, rpm] = [
    join(output, 'quiesce_0.1.0_amd64.deb'),
    join(output, 'quiesce-0.1.0.x86_64.rpm'),
  ]
  const [olderDeb, olderRpm] = [deb, rpm].map(olderOf) as [string, string]
  return { folder, unpacked, deb, rpm, olderDeb, olderRpm }
}

const olderOf = (file: string): string => join(dirname(file), `older-${basename(file)}`)

/** Half a gigabyte, where a run was killed before it could remove its own. */
function forgetOlder(cache: string): void {
  for (const name of readdirSync(cache).filter((each) => each.startsWith('packages-'))) {
    const path = join(cache, name)
    if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true })
  }
}

/** Removes all of it. */
export function removePackages({ folder }: Packages): void {
  rmSync(folder, { recursive: true, force: true })
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
