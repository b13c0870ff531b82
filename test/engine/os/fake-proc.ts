import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { statLine, type StatFacts } from '../parse/stat-line.ts'

/** A process of a made-up /proc. */
export interface FakeProcess extends StatFacts {
  readonly pid: number
  readonly status?: string
  readonly cgroup?: string
  readonly args?: readonly string[]
  /** Target of the exe link; null for none. */
  readonly exe?: string | null
  readonly namespace?: string
  /** Other threads of it, by their state. */
  readonly threads?: readonly string[]
}

export const fakeBoot = '11111111-2222-3333-4444-555555555555'

/** A folder that looks like /proc, for what no real machine shows on demand. */
export class FakeProc {
  readonly root = mkdtempSync(join(tmpdir(), 'quiesce-proc-'))
  readonly passwd = join(this.root, 'passwd')

  constructor() {
    this.write('sys/kernel/random/boot_id', `${fakeBoot}\n`)
    this.write('stat', 'cpu 1 2 3\nbtime 1700000000\nprocesses 9\n')
    this.write('passwd', 'root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/bin/false\n')
    this.write('self/status', 'NSpid:\t1\n')
    this.link('self/ns/pid', 'pid:[1]')
  }

  add(process: FakeProcess): void {
    const folder = String(process.pid)
    this.write(`${folder}/stat`, statLine(process))
    this.write(`${folder}/status`, process.status ?? `Uid:\t33\t33\t33\t33\nNSpid:\t${folder}\n`)
    this.write(`${folder}/cgroup`, process.cgroup ?? '0::/system.slice/a.service\n')
    this.write(`${folder}/cmdline`, (process.args ?? ['/bin/a']).map((a) => `${a}\0`).join(''))
    if (process.exe !== null) this.link(`${folder}/exe`, process.exe ?? '/bin/sh')
    if (process.namespace !== undefined) this.link(`${folder}/ns/pid`, process.namespace)
    this.write(`${folder}/task/${folder}/stat`, statLine(process))
    for (const [at, state] of (process.threads ?? []).entries()) {
      const pid = process.pid + at + 1
      this.write(`${folder}/task/${pid}/stat`, statLine({ ...process, pid, state }))
    }
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    rmSync(join(this.root, path), { force: true })
    symlinkSync(target, join(this.root, path))
  }

  delete(path: string): void {
    rmSync(join(this.root, path), { recursive: true })
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
