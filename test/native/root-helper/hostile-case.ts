import type { Role } from './root-helper.ts'

/** A request that must not be carried out. */
export interface HostileCase {
  readonly kind: string
  readonly role: Role
  readonly line: string | Buffer
  /** What the helper has to answer. */
  readonly answer: RegExp
}

export const badRequest = /^error - bad-request [ -~]+$/

/** Cases of one kind and role that all get the same answer. */
export const casesOf = (
  kind: string,
  role: Role,
  answer: RegExp,
  lines: readonly (string | Buffer)[],
): readonly HostileCase[] => lines.map((line) => ({ kind, role, line, answer }))

/** `refused REQ REASON TEXT` */
export const refusedFor = (...reasons: readonly string[]): RegExp =>
  new RegExp(`^refused \\d+ (?:${reasons.join('|')}) [!-~]+$`)
