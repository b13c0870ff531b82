import { privilegedActions, type PrivilegedAction } from '../../../shared/permission.ts'
import { parseHelperLine, type HelperLine } from './helper-line.ts'
import { percentDecode } from './percent-text.ts'

/** The first line of a root helper. */
export interface RootHello {
  readonly kind: 'root-hello'
  readonly version: number
  readonly role: PrivilegedAction
  readonly pidfd: boolean
  readonly inode: boolean
  readonly boot: string
  /** The user for whom it was started. */
  readonly uid: number
}

/** One line of the root helper (build/native/ROOT-PROTOCOL.md). */
export type RootLine =
  | RootHello
  | Exclude<HelperLine, { kind: 'hello' }>
  | { readonly kind: 'done'; readonly request: number; readonly word: DoneWord }
  /** Another Quiesce has it. */
  | {
      readonly kind: 'busy'
      readonly request: number
      readonly run: string
      readonly uid: number
      readonly door: Uint8Array
    }
  | { readonly kind: 'started'; readonly request: number; readonly job: number }
  | {
      readonly kind: 'denied'
      readonly request: number
      readonly reason: string
      readonly text: Uint8Array
    }
  | { readonly kind: 'said'; readonly job: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'job-ended'
      readonly job: number
      readonly status: number | null
      readonly signal: number | null
    }

/** A request that was carried out, and nothing more to say of it. */
type DoneWord = 'claimed' | 'added' | 'released' | 'removed' | 'moved' | 'taken-back'

const number = String.raw`(0|[1-9]\d{0,15})`
const shapes = {
  hello: /^hello (\d{1,9}) role=([a-z-]+) pidfd=(yes|no) inode=(yes|no) boot=(\S+) for=(\d{1,10})$/,
  done: new RegExp(`^(claimed|added|released|removed|moved|taken-back) ${number}$`),
  busy: new RegExp(`^busy ${number} ([0-9a-z-]{1,64}) (\\d{1,10}) (\\S*)$`),
  started: new RegExp(`^started ${number} ${number}$`),
  denied: new RegExp(`^refused ${number} ([a-z-]+)(?: (\\S*))?$`),
  said: new RegExp(`^said ${number} (\\S+)$`),
  exited: new RegExp(`^exited ${number} ${number}$`),
  killed: new RegExp(`^killed ${number} ${number}$`),
} as const

const isRole = (word: string): word is PrivilegedAction =>
  privilegedActions.some((action) => action === word)

type Reader = (groups: readonly string[]) => RootLine | null

const common: readonly (readonly [RegExp, Reader])[] = [
  [
    shapes.hello,
    ([, version, role = '', pidfd, inode, boot = '', uid]) =>
      isRole(role)
        ? {
            kind: 'root-hello',
            version: Number(version),
            role,
            pidfd: pidfd === 'yes',
            inode: inode === 'yes',
            boot,
            uid: Number(uid),
          }
        : null,
  ],
  [
    shapes.done,
    ([, word, request]) => ({ kind: 'done', word: word as DoneWord, request: Number(request) }),
  ],
]

const claims: readonly (readonly [RegExp, Reader])[] = [
  [
    shapes.busy,
    ([, request, run = '', uid, text = '']) => {
      const door = percentDecode(text)
      return door && { kind: 'busy', request: Number(request), run, uid: Number(uid), door }
    },
  ],
]

const others: readonly (readonly [RegExp, Reader])[] = [
  [
    shapes.started,
    ([, request, job]) => ({ kind: 'started', request: Number(request), job: Number(job) }),
  ],
  [
    shapes.denied,
    ([, request, reason = '', word]) => {
      const text = percentDecode(word ?? '')
      return text && { kind: 'denied', request: Number(request), reason, text }
    },
  ],
  [
    shapes.said,
    ([, job, word = '']) => {
      const bytes = percentDecode(word)
      return bytes && { kind: 'said', job: Number(job), bytes }
    },
  ],
  [
    shapes.exited,
    ([, job, status]) => ({
      kind: 'job-ended',
      job: Number(job),
      status: Number(status),
      signal: null,
    }),
  ],
  [
    shapes.killed,
    ([, job, signal]) => ({
      kind: 'job-ended',
      job: Number(job),
      status: null,
      signal: Number(signal),
    }),
  ],
]

/** Reads one line of the helper of this role, or null where the protocol knows no such line. */
export function parseRootLine(role: PrivilegedAction, text: string): RootLine | null {
  for (const [shape, read] of [...common, ...(role === 'signals' ? claims : others)]) {
    const match = shape.exec(text)
    if (match) return read(match)
  }
  const line = parseHelperLine(text)
  if (line === null || line.kind === 'hello') return null
  // What is said of handles means something of this one role only.
  return role === 'signals' || line.kind === 'bad-request' ? line : null
}

/** Which request a line answers: its number, the oldest one, or null for what answers none. */
export function requestOfRootLine(line: RootLine): number | 'oldest' | null {
  if (line.kind === 'bad-request') return 'oldest'
  return 'request' in line ? line.request : null
}
