/** Init scripts as files: which there are, what is written in them, and who could have written it. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  mayBelieve,
  refuseScript,
  type PathStep,
  type ScriptPath,
} from '../decide/sysv/script-trust.ts'
import { beginsAsElf } from './begins-as-elf.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { parseInitScript, type InitScriptText } from '../parse/init-script.ts'
import type { QuiesceError } from '../../../shared/errors.ts'

/** One script, read. */
export interface InitScriptFile {
  readonly name: string
  readonly path: string
  /** Where a symbolic link leads, or null where it is none. */
  readonly leadsTo: string | null
  /** Null where it cannot be read, or where somebody else could have written it; `refusal` says why. */
  readonly text: InitScriptText | null
  /** Why it may not be run, or null. */
  readonly refusal: QuiesceError | null
}

export interface InitScripts {
  /** Names of the scripts of the machine's own folder; empty where there is none. */
  names(): readonly string[]
  /** The path of a script by its name, or the path itself. */
  pathOf(nameOrPath: string): string
  /** A script, or null where nothing lies there. Read anew only when it was changed. */
  read(nameOrPath: string): InitScriptFile | null
  /** True where a program is no script: another program's process cannot be its own. */
  isBinary(path: string): boolean
}

/** SysV init's folder; on Red Hat's it is a link to rc.d/init.d, which trust follows. */
export const initFolder = '/etc/init.d'

/** Scripts are some kilobytes; what is larger is none. */
const largestScript = 128 * 1024
const mostLinks = 40

const kindOf = (stats: Stats): PathStep['kind'] =>
  stats.isSymbolicLink()
    ? 'link'
    : stats.isDirectory()
      ? 'folder'
      : stats.isFile()
        ? 'file'
        : 'other'

/** Everything on the way to a path, each link followed step by step. */
export function walkTo(path: string): ScriptPath {
  const steps: PathStep[] = []
  let rest = resolve(path)
    .split('/')
    .filter((part) => part !== '')
  let at = '/'
  let links = 0
  try {
    steps.push(stepOf('/'))
    while (rest.length > 0) {
      const [part = '', ...more] = rest
      if (part === '..') {
        at = dirname(at)
        rest = more
        continue
      }
      const here = join(at, part)
      const step = stepOf(here)
      steps.push(step)
      rest = more
      if (step.kind !== 'link') {
        at = here
        continue
      }
      links += 1
      if (links > mostLinks) return { kind: 'unreadable', why: 'too many symbolic links' }
      const target = readlinkSync(here)
      if (target.startsWith('/')) at = '/'
      rest = [...target.split('/').filter((one) => one !== '' && one !== '.'), ...more]
    }
    return { kind: 'found', steps, end: at }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return { kind: 'missing' }
    return { kind: 'unreadable', why: errnoWords(error) }
  }
}

function stepOf(path: string): PathStep {
  const stats = lstatSync(path)
  return { path, kind: kindOf(stats), uid: stats.uid, mode: stats.mode & 0o7777 }
}

interface Cached {
  readonly key: string
  readonly file: InitScriptFile
}

function readText(path: string, stats: Stats): InitScriptText | null {
  if (!stats.isFile() || stats.size > largestScript) return null
  try {
    return parseInitScript(readFileSync(path, 'utf8'), path)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

function lookAt(path: string): Stats | null {
  try {
    return statSync(path)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** Names that are no scripts: documentation, a package manager's left-overs, backups. */
const isNoScript = /^(?:README|\..*|.*~|.*\.(?:dpkg-\w+|rpm\w+|orig|bak|swp))$/

/** The scripts of this machine. `folder` is another one in tests. */
export function createInitScripts(uid: number, folder: string = initFolder): InitScripts {
  const cache = new Map<string, Cached>()
  const binaries = new Map<string, { readonly key: string; readonly binary: boolean }>()
  const pathOf = (nameOrPath: string): string =>
    nameOrPath.startsWith('/') ? nameOrPath : join(folder, nameOrPath)
  return {
    names: () => listNames(folder),
    pathOf,
    read: (nameOrPath) => {
      const path = pathOf(nameOrPath)
      const stats = lookAt(path)
      const walked = walkTo(path)
      if (stats === null && walked.kind === 'missing') return null
      // Who may write it is looked at each time: that does not show in the script's own times.
      const refusal = refuseScript(path, walked, uid)
      const leadsTo = walked.kind === 'found' && walked.end !== path ? walked.end : null
      const key = stats === null || !mayBelieve(walked, uid) ? '' : keyOf(stats)
      const known = cache.get(path)
      const text =
        known?.key === key ? known.file.text : key === '' || !stats ? null : readText(path, stats)
      const file = { name: basename(path), path, leadsTo, text, refusal }
      cache.set(path, { key, file })
      return file
    },
    isBinary: (path) => {
      const stats = lookAt(path)
      if (stats === null) return false
      const key = keyOf(stats)
      const known = binaries.get(path)
      if (known?.key === key) return known.binary
      const binary = beginsAsElf(path)
      binaries.set(path, { key, binary })
      return binary
    },
  }
}

const keyOf = (stats: Stats): string =>
  [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ')

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !isNoScript.test(entry.name))
      .map((entry) => entry.name)
      .sort()
  } catch (error) {
    // No folder, no scripts: a machine without SysV init is whole.
    if (errnoOf(error) === null) throw error
    return []
  }
}
