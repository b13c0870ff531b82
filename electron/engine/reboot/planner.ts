import { readText } from '../advice/read-text.ts'
import { isKnown } from '../../../shared/unknown.ts'

/**
 * The uid of who planned the shutdown, out of logind's own file (systemd 254); null where it does not
 * say, or nothing is planned.
 */
export async function readPlanner(file: string): Promise<number | null> {
  const text = await readText(file)
  const uid = text !== null && isKnown(text) ? /^UID=(\d+)$/m.exec(text)?.[1] : undefined
  return uid === undefined ? null : Number(uid)
}
