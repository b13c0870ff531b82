/** Why the signal helper refused to open a process (build/native/PROTOCOL.md). */
export type HelperRefusal = 'gone' | 'changed' | 'protected' | 'permission' | 'error'

/** One line of the signal helper. Inodes stay text: they need all 64 bits. */
export type HelperLine =
  | {
      readonly kind: 'hello'
      readonly version: number
      readonly pidfd: boolean
      readonly inode: boolean
      readonly boot: string
    }
  | {
      readonly kind: 'opened'
      readonly request: number
      readonly handle: number
      readonly inode: string
    }
  | {
      readonly kind: 'refused'
      readonly request: number
      readonly reason: HelperRefusal
      readonly errorName: string | null
    }
  | { readonly kind: 'sent'; readonly request: number }
  | { readonly kind: 'failed'; readonly request: number; readonly errorName: string }
  | { readonly kind: 'closed'; readonly request: number }
  | { readonly kind: 'bad-request'; readonly expected: string }
  | { readonly kind: 'exited'; readonly handle: number }

const number = String.raw`(0|[1-9]\d{0,15})`
const shapes = {
  hello: /^hello (\d+) pidfd=(yes|no) inode=(yes|no) boot=(\S+)$/,
  opened: new RegExp(String.raw`^opened ${number} ${number} (0|[1-9]\d{0,19})$`),
  refused: new RegExp(`^refused ${number} (gone|changed|protected|permission)$`),
  refusedByError: new RegExp(`^refused ${number} error ([A-Z0-9]+)$`),
  sent: new RegExp(`^sent ${number}$`),
  failed: new RegExp(`^failed ${number} ([A-Z0-9]+)$`),
  closed: new RegExp(`^closed ${number}$`),
  badRequest: /^error - bad-request (.*)$/,
  exited: new RegExp(`^exited ${number}$`),
} as const

/** Each shape with what it says; the groups are there whenever it matched. */
const readers: readonly (readonly [RegExp, (groups: readonly string[]) => HelperLine])[] = [
  [
    shapes.hello,
    ([, version, pidfd, inode, boot = '']) => ({
      kind: 'hello',
      version: Number(version),
      pidfd: pidfd === 'yes',
      inode: inode === 'yes',
      boot,
    }),
  ],
  [
    shapes.opened,
    ([, request, handle, inode = '']) => ({
      kind: 'opened',
      request: Number(request),
      handle: Number(handle),
      inode,
    }),
  ],
  [
    shapes.refused,
    ([, request, reason]) => ({
      kind: 'refused',
      request: Number(request),
      reason: reason as HelperRefusal,
      errorName: null,
    }),
  ],
  [
    shapes.refusedByError,
    ([, request, errorName = '']) => ({
      kind: 'refused',
      request: Number(request),
      reason: 'error',
      errorName,
    }),
  ],
  [shapes.sent, ([, request]) => ({ kind: 'sent', request: Number(request) })],
  [
    shapes.failed,
    ([, request, errorName = '']) => ({ kind: 'failed', request: Number(request), errorName }),
  ],
  [shapes.closed, ([, request]) => ({ kind: 'closed', request: Number(request) })],
  [shapes.badRequest, ([, expected = '']) => ({ kind: 'bad-request', expected })],
  [shapes.exited, ([, handle]) => ({ kind: 'exited', handle: Number(handle) })],
]

/** Reads one line without its newline, or null where the protocol knows no such line. */
export function parseHelperLine(line: string): HelperLine | null {
  for (const [shape, read] of readers) {
    const match = shape.exec(line)
    if (match) return read(match)
  }
  return null
}
