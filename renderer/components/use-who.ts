import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { useQuiesce } from '../store.ts'

/** Who decides this run, as the reader is told: "you", or the name of somebody else. */
export function useWho({ run, owner }: RunView): string {
  const user = useQuiesce((s) => s.host?.user ?? null)
  return owner.here && user === run.by ? 'you' : printable(run.by)
}
