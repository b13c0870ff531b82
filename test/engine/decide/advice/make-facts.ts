/** Ends of runs and machines made up for tests of advice. */
import type { MachineFacts, RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import type { MemoryLook } from '../../../../electron/engine/parse/machine-memory.ts'
import type { Leftover } from '../../../../shared/leftovers.ts'
import { makeRun, Play } from '../../../fakes/run.ts'

const gib = 1024 ** 3

/** The end of a run that left by itself. */
export const makeEnd = (more: Partial<RunFacts> = {}): RunFacts => ({
  run: makeRun('stop/30/ask/KILL/5'),
  outcome: { kind: 'stopped' },
  start: null,
  states: new Map(),
  leftovers: null,
  memoryBefore: null,
  ...more,
})

/** A run in which three were killed. */
export const killedRun = new Play(makeRun('KILL/5'))
  .begin()
  .gone(100, 101, 102)
  .settle()
  .deadline().run

export const makeMemory = (available: number, shared = 0): MemoryLook => ({
  totalBytes: 16 * gib,
  availableBytes: available * gib,
  sharedBytes: shared * gib,
  lines: [`MemAvailable: ${available} GiB`, `Shmem: ${shared} GiB`],
})

/** A machine in order, at which all could be looked. */
export const makeMachine = (more: Partial<MachineFacts> = {}): MachineFacts => ({
  kernel: '6.1.0-21-amd64',
  inContainer: false,
  installed: ['6.1.0-21-amd64'],
  tainted: [],
  kernelLines: [],
  rebootRequired: null,
  readOnlyRoot: null,
  sleepers: new Set(),
  unkillable: [],
  zombies: [],
  stale: [],
  unreadMaps: 0,
  unreadInit: false,
  frozen: [],
  memory: makeMemory(8),
  ...more,
})

export const makeLeftover = (more: Partial<Leftover> = {}): Leftover => ({
  id: 'pid-file:/run/iguana.pid',
  kind: 'pid-file',
  label: '/run/iguana.pid',
  path: '/run/iguana.pid',
  proof: ['It names pid 100, which is gone.'],
  keep: null,
  ...more,
})
