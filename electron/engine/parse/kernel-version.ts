/** Compares releases of kernels as they are counted: `6.1.0-9` before `6.1.0-21`. */
export function compareKernels(a: string, b: string): number {
  const pieces = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? []
  const [left, right] = [pieces(a), pieces(b)]
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one = '', other = ''] = [left[at], right[at]]
    if (one === other) continue
    // A candidate comes before its release: 6.12-rc3 before 6.12.
    if (isCandidate(one) !== isCandidate(other)) return isCandidate(one) ? -1 : 1
    const [m, n] = [Number(one), Number(other)]
    if (one !== '' && other !== '' && !Number.isNaN(m) && !Number.isNaN(n)) return m - n
    return one < other ? -1 : 1
  }
  return 0
}

const isCandidate = (piece: string): boolean => /^[-~.]rc/.test(piece)

/**
 * The words of a release without its numbers: `6.1.0-21-amd64` and `6.1.0-22-amd64` are of one
 * flavour, `6.1.0-22-rt-amd64` is of another, which nobody boots by an update.
 */
export const flavourOf = (release: string): string =>
  (release.match(/[a-z][a-z_]*\d*(?:_\d+)?/gi) ?? [])
    .filter((word) => !/^(?:rc\d*|fc\d+|el\d+(?:_\d+)?)$/i.test(word))
    .join(' ')

/** The newest kernel that is installed of the flavour that runs, or null where none is. */
export function newestKernel(running: string, installed: readonly string[]): string | null {
  const same = installed.filter((release) => flavourOf(release) === flavourOf(running))
  return same.toSorted(compareKernels).at(-1) ?? null
}

/** The release in the name of a kernel's file in /boot (`vmlinuz-6.1.0-21-amd64`), or null. */
export function kernelOfFile(name: string): string | null {
  const release = /^(?:vmlinuz|vmlinux|Image|kernel|bzImage)-(\d[\w.+~-]*)$/.exec(name)?.[1]
  const isSpare = release === undefined || /rescue|\.old$|\.bak$|\.dpkg-/.test(release)
  return isSpare ? null : release
}
