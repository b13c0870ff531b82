/** What a reboot asks of the world. */
import type { Advice } from '../../../shared/advice.ts'
import type { Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import type { Logind } from './logind.ts'
import type { Whose } from './whose.ts'

export interface RebootPorts {
  readonly hostName: string
  /** The login name of the person. */
  readonly by: string
  /** Wall clock, milliseconds. */
  now(): number
  /** An agent can ask the person for a password. */
  canAsk(): boolean
  advice(): Promise<Advice>
  /** Services that run now. */
  running(): Promise<readonly ServiceRow[]>
  /** Titles of what is being stopped now, by whatever Quiesce. */
  liveStops(): Promise<readonly string[]>
  userName(uid: number): string
  /** Whose plan it is that logind has planned. */
  whose(planned: { readonly at: number; readonly type: string }): Promise<Whose>
  record(body: JournalBody): Promise<Result<unknown>>
  /** `not-available` where there is no bus. */
  withLogind<T>(use: (logind: Logind) => Promise<Result<T>>): Promise<Result<T>>
}
