/**
 * What this machine can run of the tests, and which Debian package would change that. Tests import
 * `canRun` and print `missing` as their reason to skip; `npm test` prints the list at its end.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { whyNoBoot, whyNoDaemons, whyNoPlainHost, whyNoPolkit } from './can-boot.mjs'
import { whyNoInstallers } from './can-install.mjs'

/**
 * @typedef {object} Ability
 * @property {boolean} here
 * @property {string} tests what is left out without it
 * @property {string} missing why it cannot run here and what would change that, as a sentence
 */

/** Path of a program, or null. @param {readonly string[]} names @returns {string | null} */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (isExecutable(path)) return path
  }
  return null
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // Not there or not ours to run: the same to us.
  }
}

const native = new URL('../dist/native/', import.meta.url)
const root = process.getuid?.() === 0

/** Chromium for the tests that click, or null: without a desktop's windows a third cheaper. */
export const chromium = findProgram(
  ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
)

/** Asked once, by whom it concerns: the probe takes some milliseconds. @type {string | undefined} */
let noBoot
/** @type {string | undefined} */
let noPlainHost
/** @param {string} tests @param {() => string} why @returns {Ability} */
const unless = (tests, why) => ({ here: why() === '', tests, missing: why() })

/** @type {Readonly<Record<'chromium' | 'native' | 'helper' | 'strace' | 'pidNamespace' | 'root' | 'systemd' | 'polkit' | 'pkexec' | 'plainHost' | 'daemons' | 'installers', Ability>>} */
export const canRun = {
  chromium: {
    here: chromium !== null,
    tests: 'clicks in a real browser',
    missing: 'No Chromium. apt install chromium',
  },
  native: {
    here: existsSync(new URL('quiesce-practice', native)),
    tests: 'real daemons and real signals',
    missing: 'No practice daemon in dist/native. apt install gcc libc6-dev make',
  },
  helper: {
    here: helperAnswers(),
    tests: 'signals through pidfds',
    missing:
      'No signal helper that can open pidfds. apt install gcc libc6-dev make; the kernel must be 5.3 or newer',
  },
  strace: {
    here: findProgram('strace') !== null,
    tests: 'the proof of which signals were sent',
    missing: 'No strace. apt install strace',
  },
  pidNamespace: {
    here: canUnshare(),
    tests: 'a pid that really is reused, in a private pid namespace',
    missing: 'No private pid namespace. apt install util-linux, and run the tests as root',
  },
  root: {
    here: root,
    tests: 'daemons of other users',
    missing: 'Not root. Run the tests as root',
  },
  get systemd() {
    return unless('units of a real systemd', () => (noBoot ??= whyNoBoot()))
  },
  pkexec: {
    here: existsSync('/usr/bin/pkexec'),
    tests: 'what a plain user has done by root after permission',
    missing: 'No pkexec. apt install pkexec',
  },
  get polkit() {
    return unless(
      'what a plain user may do to units',
      () => whyNoPolkit() || canRun.systemd.missing,
    )
  },
  get plainHost() {
    return unless(
      'init scripts on a host without systemd',
      () => (noPlainHost ??= whyNoPlainHost()),
    )
  },
  get installers() {
    return unless('packages, and what they leave of a machine', whyNoInstallers)
  },
  get daemons() {
    return unless('some of the real daemons', () => whyNoDaemons() || canRun.plainHost.missing)
  },
}

/** What cannot run here, one sentence each. @returns {string[]} */
export function describeMissing() {
  return Object.values(canRun)
    .filter((ability) => !ability.here)
    .map((ability) => `Not run here: ${ability.tests}. ${ability.missing}.`)
}

/** The helper's first line says whether this kernel (and this sandbox) gives out pidfds. */
function helperAnswers() {
  const helper = new URL('quiesce-signal-helper', native)
  if (!existsSync(helper)) return false
  const { stdout } = spawnSync(helper.pathname, { input: '', encoding: 'utf8', timeout: 5000 })
  return / pidfd=yes /.test(stdout)
}

function canUnshare() {
  const unshare = findProgram('unshare')
  if (unshare === null || process.platform !== 'linux') return false
  const probe = ['--pid', '--fork', '--mount-proc', 'true']
  return spawnSync(unshare, probe, { stdio: 'ignore', timeout: 5000 }).status === 0
}
