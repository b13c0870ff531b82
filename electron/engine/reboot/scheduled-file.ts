/** What logind has planned, by its own file: it tells nobody on the bus when that changes. */
import { isKnown } from '../../../shared/unknown.ts'
import { readText } from '../advice/read-text.ts'

export const scheduledFile = '/run/systemd/shutdown/scheduled'

export interface ScheduledFile {
  /** Wall clock, milliseconds. */
  readonly at: number
  readonly type: string
  /** Who planned it (systemd 254); null where it does not say. */
  readonly uid: number | null
}

/** Null where nothing is planned, or the file cannot be read. */
export async function readScheduledFile(file: string): Promise<ScheduledFile | null> {
  const text = await readText(file)
  if (text === null || !isKnown(text)) return null
  const value = (name: string): string | undefined =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]
  const [microseconds, type, uid] = [value('USEC'), value('MODE'), value('UID')]
  if (microseconds === undefined || !/^\d{1,16}$/.test(microseconds) || type === undefined) {
    return null
  }
  const isUid = uid !== undefined && /^\d{1,10}$/.test(uid)
  return { at: Number(microseconds) / 1000, type, uid: isUid ? Number(uid) : null }
}
