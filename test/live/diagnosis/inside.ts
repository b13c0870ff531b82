/**
 * Run inside a host, with what is wanted as JSON: has each target stopped, looks at it, and tells what
 * is said of it, one JSON object a line.
 */
import { createEngine } from '../../../electron/engine/engine.ts'
import { createInTurn } from '../../../electron/engine/in-turn.ts'
import type { FindingCode } from '../../../shared/diagnosis.ts'
import { lookUntil, stop, type Seen } from './look.ts'

export interface Wanted {
  readonly title: string
  readonly target: string
  /** Null where nobody is to ask. */
  readonly schedule: string | null
  /** It is looked at until this is the verdict, or for so many looks. */
  readonly verdict: FindingCode
  readonly looks: number
}

export type Told =
  (Seen & { readonly title: string }) | { readonly title: string; readonly lost: string }

const say = (told: Told): void => {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

const wanted = JSON.parse(process.argv[2] ?? '[]') as readonly Wanted[]
const opened = await createEngine({ door: 'test' })
if (!opened.ok) throw new Error(opened.error.message)
const theatre = { engine: opened.value, program: '', folder: '', inTurn: createInTurn() }
for (const one of wanted) {
  const { title, target, schedule } = one
  try {
    const run = schedule === null ? undefined : await stop(theatre, target, schedule)
    const looked = run === undefined ? { target } : { target, run }
    say({ title, ...(await lookUntil(theatre, looked, one)) })
  } catch (error) {
    say({ title, lost: String(error) })
  }
}
process.exit(0)
