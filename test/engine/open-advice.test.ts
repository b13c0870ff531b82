/** Which runs the machine is looked at for, and what they get. */
import { describe, expect, it } from 'vitest'
import { openAdvice } from '../../electron/engine/open-advice.ts'
import { Pushes } from '../../electron/engine/pushes.ts'
import type { AroundRun } from '../../electron/engine/runs/live-run.ts'
import type { RunView } from '../../shared/contract.ts'
import { fail } from '../../shared/errors.ts'
import type { Outcome } from '../../shared/run.ts'
import { makeRow, makeTable } from '../fakes/rows.ts'
import { makeRun, ms } from '../fakes/run.ts'
import { createManualClock } from './os/manual-clock.ts'

const error = { code: 'unknown-target', message: 'Gone.', next: 'Look.' } as const
const owner = { here: true, pid: 1, user: 'ops', door: 'cli' }
const viewOf = (outcome: Outcome | null, here = true): RunView => ({
  run: makeRun('KILL/5', outcome === null ? {} : { phase: { kind: 'ended', outcome, at: ms(1) } }),
  plan: null,
  owner: { ...owner, here },
  advice: null,
  canStart: true,
  usual: null,
})
const killed: Outcome = { kind: 'killed', by: 'ops' }

/** Opens it over a machine without processes; the answer tells what was noted. */
function open(): {
  readonly pushes: Pushes
  readonly noted: AroundRun[]
  readonly next: Promise<void>
  close(): void
} {
  const noted: AroundRun[] = []
  let done: () => void = () => undefined
  const next = new Promise<void>((resolve) => {
    done = resolve
  })
  const pushes = new Pushes((thrown) => {
    throw thrown
  })
  const world = {
    clock: createManualClock(),
    table: { read: () => makeTable([makeRow({ pid: 4_194_304 })]) },
    host: { kernel: '6.1.0' },
    units: { ready: () => Promise.resolve(), book: () => null },
    journal: { write: () => Promise.resolve(fail(error)) },
  }
  const runs = {
    note: (_id: string, { around }: { readonly around: AroundRun }) => {
      noted.push(around)
      done()
    },
  }
  const leftoverPorts = {
    prepare: () => Promise.resolve(),
    findRun: () => Promise.resolve(null),
    look: () => fail(error),
  }
  const opened = openAdvice({ world, runs, pushes, leftoverPorts } as unknown as Parameters<
    typeof openAdvice
  >[0])
  return {
    pushes,
    noted,
    next,
    close: () => {
      opened.close()
    },
  }
}

describe('the machine after a run', () => {
  it('is looked at once after force, with the memory before it', async () => {
    const { pushes, noted, next } = open()
    pushes.push({ name: 'run', payload: viewOf(null) })
    pushes.push({ name: 'run', payload: viewOf(killed) })
    pushes.push({ name: 'run', payload: viewOf(killed) })
    await next
    expect(noted).toHaveLength(1)
    expect(noted[0]?.machine?.kernel).toBe('6.1.0')
    expect(noted[0]?.memoryBefore?.totalBytes).toBeGreaterThan(0)
    expect(noted[0]?.leftovers).toBeNull()
  })
  it('is left alone after a run without force, one of another Quiesce, and after the end', async () => {
    const first = open()
    first.pushes.push({ name: 'run', payload: viewOf({ kind: 'stopped' }) })
    first.pushes.push({ name: 'run', payload: viewOf(killed, false) })
    const closed = open()
    closed.close()
    closed.pushes.push({ name: 'run', payload: viewOf(killed) })
    // A look that was begun earlier would have been noted before one that begins now.
    const last = open()
    last.pushes.push({ name: 'run', payload: viewOf(killed) })
    await last.next
    expect([first.noted, closed.noted]).toEqual([[], []])
  })
})
