import { hostname, release, type, userInfo } from 'node:os'
import type { HostInfo } from '../../../shared/host.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { parsePrettyName } from '../parse/os-release.ts'
import { createBootWall } from './boot.ts'
import type { Clock } from './ports.ts'
import { createProcReader, errorCode } from './proc-reader.ts'

/** What the machine itself says; the rest of HostInfo belongs to the engine. */
export type HostFacts = Pick<
  HostInfo,
  'hostName' | 'system' | 'kernel' | 'user' | 'root' | 'bootedAt' | 'systemd'
>

/**
 * Reads the facts of this machine, below `root` for tests that make one up. systemd is PID 1 where
 * sd_booted(3) says so, and PID 1 bears its name: the folder alone may be left over in a container.
 */
export function readHostFacts(clock: Clock, root = ''): HostFacts {
  const reader = createProcReader(root)
  const textOf = (path: string): string | null => {
    const text = reader.wholeText(path)
    return text !== null && isKnown(text) ? text : null
  }
  const osRelease = textOf('etc/os-release') ?? textOf('usr/lib/os-release') ?? ''
  const uid = process.geteuid?.() ?? null
  return {
    hostName: hostname(),
    system: parsePrettyName(osRelease) ?? type(),
    kernel: release(),
    user: nameOfUser(uid),
    root: uid === 0,
    bootedAt: createBootWall(createProcReader(`${root}/proc`))(clock.now()),
    systemd:
      reader.facts('run/systemd/system') !== null && textOf('proc/1/comm')?.trim() === 'systemd',
  }
}

/** Our own user's name; the uid where it stands in no file (containers with any uid). */
function nameOfUser(uid: number | null): string {
  try {
    return userInfo().username
  } catch (error) {
    if (errorCode(error) === null) throw error
    return uid === null ? 'unknown' : String(uid)
  }
}
