import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHolderSearch } from '../../../../electron/engine/os/diagnosis/holders.ts'
import { createProcReader } from '../../../../electron/engine/os/proc-reader.ts'
import { writeProcess } from './fake-process-files.ts'
import { FakeMachine } from './fake-machine.ts'

let machine: FakeMachine
beforeEach(() => {
  machine = new FakeMachine()
  for (const pid of [801, 802, 803, 804, 850]) {
    writeProcess(machine.proc, pid, { files: { 4: pid === 850 ? 'pipe:[77]' : 'pipe:[1]' } })
  }
})
afterEach(() => {
  machine.proc.remove()
})

/** A search in which each look at the clock takes so long. */
function makeSearch(msEach: number) {
  let mono = 0
  const search = createHolderSearch(createProcReader(machine.proc.root), () => (mono += msEach))
  const targets = new Set(['pipe:[77]'])
  return (without: readonly number[] = []) =>
    search(machine.ports().table.read(), { near: 800, targets, without: new Set(without) }).map(
      ({ pid, fd }) => [pid, fd],
    )
}

describe('who else has a file open', () => {
  it('is found among all processes', () => {
    expect(makeSearch(0)()).toEqual([[850, 4]])
  })

  it('is not looked for among those who are known already', () => {
    expect(makeSearch(0)([850])).toEqual([])
  })

  it('is found at a later look, where time was up before it came to them', () => {
    const look = makeSearch(25)
    // Two of the five at each look.
    expect(look()).toEqual([])
    expect(look()).toEqual([])
    expect(look()).toEqual([[850, 4]])
  })

  it('is not forgotten by the looks after, which have to look elsewhere', () => {
    const look = makeSearch(25)
    for (let count = 0; count < 3; count += 1) look()
    for (let count = 0; count < 5; count += 1) expect(look()).toEqual([[850, 4]])
  })

  it('is nobody any more who has closed it, or has ended', () => {
    const look = makeSearch(0)
    look()
    machine.proc.link('850/fd/4', 'pipe:[1]')
    expect(look()).toEqual([])
    machine.proc.link('850/fd/4', 'pipe:[77]')
    expect(look()).toEqual([[850, 4]])
    machine.proc.delete('850')
    expect(look()).toEqual([])
  })
})
