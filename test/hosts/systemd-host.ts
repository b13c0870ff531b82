/**
 * A private Linux host with a real systemd as PID 1, for one test file: boots in half a second, and
 * goes with the test process however that ends. Files of the machine are visible inside as they are
 * (the checkout read-only, also as /opt/quiesce, where every user may read it); /tmp and /run are
 * its own; nothing written inside reaches the machine. See keep-host.sh and inside-host.sh.
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
import { HostProcess } from './host-process.ts'
import { parseJournal, type JournalRecord } from './host-journal.ts'
import { readCgroupProcesses, readHostProcesses, type SeenInside } from './host-processes.ts'
import { UnitWatch, type UnitProperties } from './unit-watch.ts'

const checkout = resolve(import.meta.dirname, '../..')

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

export class SystemdHost {
  /** The checkout inside, readable for every user. */
  static readonly checkout = '/opt/quiesce'
  /** The Node that runs this, by its name inside. */
  static readonly node = process.execPath.startsWith(`${checkout}/`)
    ? join(SystemdHost.checkout, relative(checkout, process.execPath))
    : process.execPath
  /** Pid of its init as the machine counts. */
  readonly initPid: number
  /** Its cgroup as the machine sees it: the root of its cgroup tree. */
  readonly cgroup: string
  readonly #keeper: ChildProcess
  readonly #watch: UnitWatch

  private constructor(keeper: ChildProcess, initPid: number, cgroup: string) {
    this.#keeper = keeper
    this.initPid = initPid
    this.cgroup = cgroup
    this.#watch = new UnitWatch(async (args) => (await this.exec(['systemctl', ...args])).stdout)
  }

  /** Boots one; rejects with what its boot said where that fails. */
  static async boot(): Promise<SystemdHost> {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-host-'))
    const cgroup = join(cgroup2Mount() ?? '/sys/fs/cgroup', basename(folder))
    const script = join(import.meta.dirname, 'keep-host.sh')
    // Detached: an interrupt at the terminal ends the tests, and the end of stdin the host.
    const keeper = spawn('bash', [script, folder, cgroup, checkout], {
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
    const pid = Number(/^ready (\d+)\n/.exec(await ready)?.[1])
    return new SystemdHost(keeper, pid, cgroup)
  }

  /** Runs a program inside, beside all units, to its end. */
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

  /** Starts a program inside, in the cgroup /person of its own, with pipes for stdio. */
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
        become,
        argv,
      ),
      {
        cwd: '/',
        env: {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          HOME: user === undefined ? '/root' : `/home/${user}`,
          LANG: 'C.UTF-8',
          ...env,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
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

  /** Writes units and reloads systemd once. */
  async writeUnits(units: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(units)) {
      this.writeFile(`/run/systemd/system/${name}`, text)
    }
    await this.systemctl('daemon-reload')
  }

  async writeUnit(name: string, text: string): Promise<void> {
    await this.writeUnits({ [name]: text })
  }

  /** `systemctl ARGS` as root; throws where it fails. */
  async systemctl(...args: string[]): Promise<string> {
    return this.run(['systemctl', ...args])
  }

  /** Properties of a unit as systemctl prints them: those named, or what `waitFor` looks at. */
  async show(unit: string, ...properties: string[]): Promise<UnitProperties> {
    return this.#watch.show(unit, properties.length > 0 ? properties : undefined)
  }

  /** Waits until it holds for a unit's ActiveState, SubState, Result, MainPID, Job … (see UnitWatch). */
  async waitFor(
    unit: string,
    holds: string | ((properties: UnitProperties) => boolean),
  ): Promise<UnitProperties> {
    return this.#watch.waitFor(unit, holds)
  }

  /** The unit's log and what systemd wrote of it, oldest first, with the journal's own times. */
  async journal(unit: string): Promise<JournalRecord[]> {
    await this.run(['journalctl', '--sync'])
    return parseJournal(await this.run(['journalctl', '--no-pager', '-o', 'json', '-u', unit]))
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
    this.#watch.end()
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
