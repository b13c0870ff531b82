/** Whether anything of the service lives: nothing of a living one is ever offered. */
import { sameIdentity } from '../../../../shared/process.ts'
import { count } from '../../../../shared/wording/numbers.ts'
import type { LeftoverFacts, Remembered } from './facts.ts'
import { livesStill } from './lives-still.ts'

/** Processes of the memory that live, with zombies left out. */
export function livingOf({ memory, table }: LeftoverFacts): readonly Remembered[] {
  return memory.processes.filter(({ identity }) => {
    const row = table.rows.get(identity.pid)
    return row?.alive === true && sameIdentity(row.identity, identity)
  })
}

/** The same by all that is known: the look of now, the memory of the run. Null: it is dead. */
export function whyAlive(facts: LeftoverFacts): string | null {
  const byLook = facts.look && livesStill(facts.look)
  if (byLook !== null) return byLook
  const living = livingOf(facts)
  if (living.length > 0) {
    const names = living.slice(0, 3).map(({ name, identity }) => `${name} (${identity.pid})`)
    return `${count(living.length, 'process', 'processes')} of it outlived: ${names.join(', ')}.`
  }
  return facts.look === null && facts.memory.processes.length === 0
    ? 'Nothing says which processes the service had.'
    : null
}
