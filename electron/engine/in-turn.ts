/** Runs what it is given one after the other, in the order in which it was asked. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>

/** A new row to stand in. One that fails does not hold up those behind it. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const next = last.then(act, act)
    last = next
    return next
  }
}
