/** Somebody outside who is waited for, and stands still: who waits for that one waits in vain. */
import { processName } from '../../../../shared/wording/process-names.ts'
import { isFrozen, type Proc } from './case.ts'
import type { Offer } from './claim.ts'
import { continueOne } from './remedies.ts'

const haltedStates: Readonly<Record<string, string>> = {
  T: ', which is stopped',
  t: ', which a tracer holds',
  D: ', which sleeps in the kernel',
}

/** As the end of a clause, with its comma before; '' for one that can go on, or was not looked at. */
export function haltedWords(proc: Proc | undefined): string {
  if (proc === undefined) return ''
  if (proc.zombie) return ', a zombie'
  if (isFrozen(proc)) return ', which is frozen'
  return haltedStates[proc.now.row.state] ?? ''
}

/** SIGCONT to one that is stopped, for the sake of who waits for it. */
export function continueHalted(proc: Proc | undefined, waiter: Proc): readonly Offer[] {
  if (proc?.now.row.state !== 'T') return []
  const says = `It runs on, and ${processName(waiter)} goes on when it has done what it waits for.`
  return [continueOne(proc, says)]
}
