import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that looks like mounted cgroups, for what no real machine shows on demand. */
export class FakeCgroupfs {
  readonly root = mkdtempSync(join(tmpdir(), 'quiesce-cgroups-'))
  readonly mountinfo = join(this.root, 'mountinfo')

  /** Says what is mounted, and makes the folders: `unified`, `named`. */
  mount(...kinds: readonly ('unified' | 'named')[]): this {
    const lines = kinds.map((kind) => {
      const end = kind === 'unified' ? 'cgroup2 none rw' : 'cgroup none rw,name=systemd'
      mkdirSync(join(this.root, kind))
      return `1 2 0:1 / ${this.root}/${kind} rw - ${end}`
    })
    writeFileSync(this.mountinfo, lines.join('\n'))
    return this
  }

  /** Makes a cgroup that holds these processes. */
  add(path: string, pids: readonly number[], kind: 'unified' | 'named' = 'unified'): void {
    const folder = join(this.root, kind, path)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'cgroup.procs'), pids.map((pid) => `${pid}\n`).join(''))
  }

  write(path: string, text: string, mode = 0o644): void {
    const file = join(this.root, 'unified', path)
    writeFileSync(file, text)
    chmodSync(file, mode)
  }

  read(path: string): string {
    return readFileSync(join(this.root, 'unified', path), 'utf8')
  }

  delete(path: string): void {
    rmSync(join(this.root, 'unified', path), { recursive: true })
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
