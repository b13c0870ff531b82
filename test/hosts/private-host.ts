/**
 * A private Linux host for one test file, whatever its init: it has its own pids, mounts, cgroups and
 * network, and goes with the test process however that ends. Files of the machine are visible inside
 * as they are (the checkout read-only, also as /opt/quiesce, where every user may read it); /tmp and
 * /run are its own; nothing written inside reaches the machine. See keep-host.sh and make-root.sh.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { cgroup2Mount } from '../../build/can-boot.mjs'
import { compileCache } from '../live/compile-cache.ts'
import { HostProcess } from './host-process.ts'
import { readCgroupProcesses, readHostProcesses, type SeenInside } from './host-processes.ts'

const checkout = resolve(import.meta.dirname, '../..')

const checkoutInside = '/opt/quiesce'

/** What a path of the checkout is called inside; another is called the same. */
const nameInside = (path: string): string =>
  path.startsWith(`${checkout}/`) ? join(checkoutInside, relative(checkout, path)) : path

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** A user of the host; root without one. */
  readonly user?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** A host that runs: the process that keeps it, its init's pid and its cgroup as the machine counts. */
export interface Kept {
  readonly keeper: ChildProcess
  readonly initPid: number
  readonly cgroup: string
}

/**
 * Boots one with an init of test/hosts/; rejects with what its boot said where that fails.
 * `inside` is the script that makes its root and becomes its init.
 */
export async function keepHost(inside: string): Promise<Kept> {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-host-'))
  const cgroup = join(cgroup2Mount() ?? '/sys/fs/cgroup', basename(folder))
  const script = join(import.meta.dirname, 'keep-host.sh')
  // Detached: an interrupt at the terminal ends the tests, and the end of stdin the host.
  const keeper = spawn('bash', [script, folder, cgroup, checkout, inside], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said = collect(keeper)
  const ready = new Promise<string>((done, failed) => {
    keeper.stdout.on('data', () => {
      if (said.stdout.includes('\n')) done(said.stdout)
    })
    keeper.once('exit', () => {
      failed(new Error(`the host did not boot: ${said.stderr}`))
    })
  })
  return { keeper, initPid: Number(/^ready (\d+)\n/.exec(await ready)?.[1]), cgroup }
}

export class PrivateHost {
  /** The checkout inside, readable for every user. */
  static readonly checkout = checkoutInside
  /** The Node that runs this, by its name inside. */
  static readonly node = nameInside(process.execPath)
  /** What is started over and over need not be compiled anew each time; inside, it is only read. */
  static readonly #compileCache = compileCache(nameInside)
  /** Pid of its init as the machine counts. */
  readonly initPid: number
  /** Its cgroup as the machine sees it: the root of its cgroup tree. */
  readonly cgroup: string
  readonly #keeper: ChildProcess
  readonly #carrier: readonly string[]

  /** `carrier` goes before each program that is started inside, and becomes it. */
  protected constructor({ keeper, initPid, cgroup }: Kept, carrier: readonly string[] = []) {
    this.#keeper = keeper
    this.#carrier = carrier
    this.initPid = initPid
    this.cgroup = cgroup
  }

  /** Runs a program inside, to its end. */
  async exec(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const { child } = this.start(argv, options)
    const said = collect(child)
    child.stdin?.on('error', ignoreBrokenPipe)
    child.stdin?.end(options.input ?? '')
    const [status] = (await once(child, 'close')) as [number | null]
    return { status, ...said }
  }

  /** As `exec`, and throws where the program does not end with status 0. Answers with its stdout. */
  async run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.exec(argv, options)
    if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}${stdout}`)
    return stdout
  }

  /** Starts a program inside, in the cgroup of what a person starts, with pipes for stdio. */
  start(argv: readonly string[], { user, env }: RunOptions = {}): HostProcess {
    const become = user === undefined ? [] : this.#become(user)
    const enter = [
      'nsenter',
      '-t',
      `${this.initPid}`,
      ...['-m', '-p', '-u', '-i', '-C', '-n', '--'],
    ]
    const child = spawn(
      'sh',
      // From outside, as a cgroup namespace is left or entered with a cgroup's path only from there.
      ['-c', 'echo 0 >"$0" && exec "$@"', join(this.cgroup, 'person/cgroup.procs')].concat(
        enter,
        this.#carrier,
        become,
        argv,
      ),
      {
        cwd: '/',
        env: {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          HOME: user === undefined ? '/root' : `/home/${user}`,
          LANG: 'C.UTF-8',
          ...PrivateHost.#compileCache,
          ...env,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
        // A session of its own: they share the machine's time evenly (autogroup, sched(7)), and what
        // is held to a clock gets as much of it as all the pages of a browser.
        detached: true,
      },
    )
    return new HostProcess(child)
  }

  /** Writes a file inside, owned by root; its folder is made. */
  writeFile(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(this.#path(path)), { recursive: true })
    writeFileSync(this.#path(path), text)
    chmodSync(this.#path(path), mode)
  }

  /** All processes inside, as the machine's /proc shows them. */
  processes(): SeenInside[] {
    return readHostProcesses(this.initPid)
  }

  /** Processes in a cgroup of the host (`ControlGroup` of a unit) and below it; no zombies. */
  processesIn(controlGroup: string): SeenInside[] {
    return controlGroup === ''
      ? []
      : readCgroupProcesses(this.initPid, join(this.cgroup, controlGroup))
  }

  /** Waits until a process is there, and answers with it. */
  async waitForProcess(holds: (process: SeenInside) => boolean): Promise<SeenInside> {
    for (;;) {
      const found = this.processes().find(holds)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** Reads a file inside from outside; null where there is none. */
  readFile(path: string): string | null {
    return existsSync(this.#path(path)) ? readFileSync(this.#path(path), 'utf8') : null
  }

  /** Names in a folder inside; empty where there is none. */
  readFolder(path: string): string[] {
    return existsSync(this.#path(path)) ? readdirSync(this.#path(path)) : []
  }

  /** Becomes a user of the host with their own groups; no login, no session. */
  #become(user: string): string[] {
    const line = new RegExp(`^${user}:[^:]*:(\\d+):(\\d+):`, 'm').exec(
      this.readFile('/etc/passwd') ?? '',
    )
    if (line === null) throw new Error(`the host has no user ${user}`)
    return ['setpriv', `--reuid=${line[1] ?? ''}`, `--regid=${line[2] ?? ''}`, '--init-groups']
  }

  /** A path inside as the machine reaches it; links with absolute targets lead out of the host. */
  #path(path: string): string {
    return `/proc/${this.initPid}/root${path}`
  }

  /** Makes a normal user with a home; answers with the uid. */
  async addUser(name: string): Promise<number> {
    await this.run(['useradd', '--create-home', '--shell', '/bin/bash', '--user-group', name])
    return Number(await this.run(['id', '-u', name]))
  }

  /** Ends all inside and removes every trace. */
  async end(): Promise<void> {
    if (this.#keeper.exitCode !== null || this.#keeper.signalCode !== null) return
    this.#keeper.stdin?.end()
    await once(this.#keeper, 'exit')
  }
}

/** A program that does not read its stdin is no fault. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** What a child says, as it says it. */
function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8')
    child[name]?.on('data', (text: string) => {
      said[name] += text
    })
  }
  return said
}
