/**
 * What the text of a SysV init script says of its service. Nothing of it is executed: what depends
 * on a command or on the environment is left out.
 */
import type { ChkconfigHeader, LsbHeader } from '../../../shared/init-script.ts'
import { parseChkconfig, parseHeaderFiles, parseLsbHeader } from './init-script-header.ts'
import { findActions, linesOfAction } from './init-script-sections.ts'
import { findForce, type ScriptForce, type ScriptLibrary } from './init-script-stop.ts'
import { readWord, readWords, shellLines, type Variables } from './shell-words.ts'

export interface InitScriptText {
  readonly header: LsbHeader | null
  readonly chkconfig: ChkconfigHeader | null
  readonly description: string
  readonly actions: readonly string[]
  /** Absolute paths, each once, in the order of the script. */
  readonly pidFiles: readonly string[]
  readonly lockFiles: readonly string[]
  /** Programs that it starts, as absolute paths. */
  readonly executables: readonly string[]
  /** `# processname:` of Red Hat's scripts. */
  readonly processNames: readonly string[]
  readonly library: ScriptLibrary
  /** When its stop sends SIGKILL; null where it does not. */
  readonly force: ScriptForce | null
}

const assignment =
  /(?:^|[;&|{(]|\b(?:then|else|do|export|local|readonly|declare)\b)\s*([A-Za-z_]\w*)=/g
const defaulting = /:\s+"?(\$\{([A-Za-z_]\w*):?=[^}]*\})/g

const lockFolder = /^(?:\/var\/lock|\/run\/lock|\/var\/run\/lock)\/./
const lockName = /^(?:lock_?file|lock|subsys|locks?path|lock_file_path)$/i
const pidName = /pid_?file|^pid_?path$|^pid$|_pid$/i
const executableName =
  /^(?:daemon|exec|bin|binary|prog|program|server|executable|exe|daemon_?path|exec_?path|[a-z_]+_?(?:bin|daemon|exec))$/i
const isPath = (value: string): boolean => /^\/[^\s*?]+$/.test(value) && !value.endsWith('/')

/** Programs that scripts use and that are nobody's daemon. */
const tools =
  /^\/(?:usr\/)?s?bin\/(?:true|false|sh|bash|dash|env|test|echo|kill|su|sudo|nice|setsid|daemon|runuser|start-stop-daemon)$/

class Reading {
  readonly variables = new Map<string, string>()
  readonly pidFiles = new Set<string>()
  readonly lockFiles = new Set<string>()
  readonly executables = new Set<string>()

  constructor(path: string) {
    this.variables.set('0', path)
  }

  assign(name: string, value: string | null): void {
    if (value === null) {
      this.variables.delete(name)
      return
    }
    this.variables.set(name, value)
    if (!isPath(value)) return
    if (lockFolder.test(value) && (lockName.test(name) || value.includes('/subsys/'))) {
      this.lockFiles.add(value)
    } else if (pidName.test(name) && !value.endsWith('.conf')) this.pidFiles.add(value)
    else if (executableName.test(name)) this.addExecutable(value)
  }

  addExecutable(value: string | null | undefined): void {
    if (value && isPath(value) && !tools.test(value)) this.executables.add(value)
  }

  readLine(line: string): void {
    for (const found of line.matchAll(assignment)) {
      const { value } = readWord(line, found.index + found[0].length, this.variables)
      this.assign(found[1] ?? '', value)
    }
    for (const [, braces = '', name = ''] of line.matchAll(defaulting)) {
      this.assign(name, readWord(braces, 0, this.variables).value)
    }
    this.readCommands(line)
  }

  private readCommands(line: string): void {
    for (const { 1: command = '', index } of line.matchAll(commandNames)) {
      const words = readWords(line, index + command.length, this.variables)
      if (command === 'touch') {
        for (const word of words)
          if (word !== null && lockFolder.test(word)) this.lockFiles.add(word)
        continue
      }
      this.readOptions(words)
      if (command === 'start-stop-daemon') continue
      this.addExecutable(firstArgument(words))
    }
    const written = />\s*("?\$?[^\s;&|]+)/.exec(line)
    if (!written) return
    const { value } = readWord(written[1] ?? '', 0, this.variables)
    if (value !== null && /^\/(?:var\/lock|run\/lock)\/subsys\/./.test(value))
      this.lockFiles.add(value)
  }

  private readOptions(words: readonly (string | null)[]): void {
    for (const [at, word] of words.entries()) {
      const next = words[at + 1] ?? null
      const pidFile = /^--pidfile=(.+)$/.exec(word ?? '')?.[1]
      if (pidFile !== undefined && isPath(pidFile)) this.pidFiles.add(pidFile)
      if ((word === '--pidfile' || word === '-p') && next !== null && isPath(next))
        this.pidFiles.add(next)
      if (word === '--exec' || word === '-x') this.addExecutable(next)
      const exec = /^--exec=(.+)$/.exec(word ?? '')?.[1]
      this.addExecutable(exec)
      if (word === '--') return
    }
  }
}

const commandNames =
  /(?<![\w$/-])(start-stop-daemon|killproc|pidofproc|status_of_proc|start_daemon|daemon|status|touch)(?=\s)/g

const takesValue = new Set(['-p', '-d', '-b', '-n', '-l', '-u', '--user', '--pidfile', '--name'])

function firstArgument(words: readonly (string | null)[]): string | null {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? null
    if (word === null) return null
    if (takesValue.has(word)) at += 1
    else if (!/^[-+]/.test(word)) return word
  }
  return null
}

function libraryOf(text: string): ScriptLibrary {
  if (/^#!\s*(?:\/usr\/bin\/env\s+)?\/lib\/init\/init-d-script/.test(text)) return 'init-d-script'
  if (/^[^#\n]*(?:\.|source)\s+\/lib\/init\/init-d-script/m.test(text)) return 'init-d-script'
  if (/^[^#\n]*(?:\.|source)\s+"?\/etc\/(?:rc\.d\/)?init\.d\/functions\b/m.test(text))
    return 'red-hat'
  return /^[^#\n]*(?:\.|source)\s+\/(?:usr\/)?lib\/lsb\/init-functions/m.test(text) ? 'lsb' : null
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** What init-d-script(5) adds: a pid file of its NAME, its actions, its retries. */
function readImplicit(reading: Reading, own: readonly string[]): Partial<InitScriptText> {
  const { variables } = reading
  const daemon = variables.get('DAEMON')
  const name = variables.get('NAME') ?? (daemon === undefined ? null : baseOf(daemon))
  const given = variables.get('PIDFILE')
  if (given === undefined && name !== null) reading.pidFiles.add(`/var/run/${name}.pid`)
  if (given === 'none') reading.pidFiles.clear()
  if (daemon === 'none') reading.executables.clear()
  const actions = ['start', 'stop', 'status', 'restart', 'try-restart', 'force-reload']
  return {
    actions: [...new Set([...actions, ...own])],
    force: { seconds: 30, words: '--retry=TERM/0/CONT/30/KILL/5 of init-d-script' },
  }
}

/** Where neither script nor header names a pid file, the libraries look for `/var/run/BASENAME.pid`. */
function impliedPidFile(library: ScriptLibrary, lines: readonly string[], reading: Reading): void {
  if (library !== 'lsb' && library !== 'red-hat') return
  if (reading.pidFiles.size > 0) return
  const uses = lines.some((line) => /(?<![\w-])(?:killproc|pidofproc|status)\s/.test(line))
  const [program] = reading.executables
  if (uses && program !== undefined) reading.pidFiles.add(`/var/run/${baseOf(program)}.pid`)
}

/** Reads the text of the script at `path`. */
export function parseInitScript(text: string, path: string): InitScriptText {
  const lines = shellLines(text)
  const reading = new Reading(path)
  for (const line of lines) reading.readLine(line)
  const library = libraryOf(text)
  const files = parseHeaderFiles(text)
  for (const one of files.pidFiles) reading.pidFiles.add(one)
  for (const one of files.lockFiles) reading.lockFiles.add(one)
  for (const one of files.processNames) reading.addExecutable(one)
  const header = parseLsbHeader(text)
  const actions = findActions(lines)
  const implicit = library === 'init-d-script' ? readImplicit(reading, actions) : {}
  impliedPidFile(library, lines, reading)
  const variables: Variables = reading.variables
  return {
    header,
    chkconfig: parseChkconfig(text),
    description: header?.description || files.description,
    actions,
    force: findForce(linesOfAction(lines, 'stop'), library, variables),
    ...implicit,
    pidFiles: [...reading.pidFiles],
    lockFiles: [...reading.lockFiles],
    executables: [...reading.executables],
    processNames: files.processNames.filter((one) => !one.startsWith('/')),
    library,
  }
}
