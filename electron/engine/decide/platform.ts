import type { QuiesceError } from '../../../shared/errors.ts'

export interface PlatformFacts {
  /** As Node names it: linux, darwin, win32. */
  readonly platform: string
  /** As Node names it: x64, arm64, mips … */
  readonly arch: string
  /** What uname(2) says: `6.1.0-28-amd64`. */
  readonly release: string
}

/** The oldest kernel that the pinned Node runs on (Node's BUILDING.md, "Platform list"). */
export const oldestKernel = '4.18'

/** Their signal numbers differ from those of all other ports of Linux (signal(7)). */
const foreignSignals = new Set(['mips', 'mipsel', 'mips64', 'mips64el', 'sparc', 'sparc64'])

const refuse = (message: string, next: string): QuiesceError => ({
  code: 'not-available',
  message,
  next,
})

function isOlder(release: string, than: string): boolean {
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10))
  const [oldMajor = 0, oldMinor = 0] = than.split('.').map(Number)
  return major < oldMajor || (major === oldMajor && minor < oldMinor)
}

/** Why Quiesce does not run here, or null where it does. */
export function refusePlatform({ platform, arch, release }: PlatformFacts): QuiesceError | null {
  if (platform !== 'linux') {
    return refuse(
      `Quiesce runs on Linux; this is ${platform}.`,
      'Use it on the machine whose daemons are to be stopped.',
    )
  }
  if (foreignSignals.has(arch)) {
    return refuse(
      `Quiesce does not run on ${arch}: signals have other numbers there.`,
      'A wrong number would be another signal; nothing is sent.',
    )
  }
  if (isOlder(release, oldestKernel)) {
    return refuse(
      `Linux ${release} is older than ${oldestKernel}.`,
      `Use a kernel from ${oldestKernel}; exact signals need 5.3.`,
    )
  }
  return null
}
