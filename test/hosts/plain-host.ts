/**
 * A private Linux host without systemd, for one test file: SysV as it was. Its init only reaps; what
 * shall run is started by init scripts (`script`), which nothing redirects to systemctl. /run/lock/subsys
 * is there, as on Red Hat's. See private-host.ts and inside-plain-host.sh.
 */
import { keepHost, PrivateHost, type Kept, type Ran } from './private-host.ts'

/** What an init script wrote on either stream, and its exit status. */
export interface ScriptRan {
  readonly status: number | null
  readonly said: string
}

export class PlainHost extends PrivateHost {
  private constructor(kept: Kept) {
    // A login's session: without one, programs would be in a process group that reads 0 inside.
    super(kept, ['setsid'])
  }

  /** Boots one; rejects with what its boot said where that fails. */
  static async boot(): Promise<PlainHost> {
    return new PlainHost(await keepHost('inside-plain-host.sh'))
  }

  /** Writes an init script of root's. */
  writeScript(name: string, text: string, mode = 0o755): void {
    this.writeFile(`/etc/init.d/${name}`, text, mode)
  }

  /**
   * `/etc/init.d/NAME ACTION` as service(8) runs it: as root, from /, with a clean environment. Waits for
   * the script alone: a daemon of it may keep the file open that it writes to.
   */
  async script(name: string, action: string): Promise<ScriptRan> {
    const file = `/tmp/said-${name}-${action}`
    const clean = ['env', '-i', 'LANG=C.UTF-8', 'TERM=dumb', `PATH=${sysvPath}`]
    const { status }: Ran = await this.exec([
      ...['sh', '-c', 'exec "$@" >"$0" 2>&1 </dev/null', file],
      ...[...clean, `/etc/init.d/${name}`, action],
    ])
    return { status, said: this.readFile(file) ?? '' }
  }
}

/** service(8) of Debian 12. */
const sysvPath = '/sbin:/usr/sbin:/bin:/usr/bin'
