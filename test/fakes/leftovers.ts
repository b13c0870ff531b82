/** Facts of leftovers in which nothing is left, nothing lives, and everything can be seen. */
import type {
  FileFacts,
  LeftoverFacts,
  Remembered,
} from '../../electron/engine/decide/leftovers/facts.ts'
import type { Look } from '../../electron/engine/decide/observed.ts'
import type { Leftover } from '../../shared/leftovers.ts'
import { judgeLeftovers } from '../../electron/engine/decide/leftovers/leftovers.ts'
import { fakeBoot, fakeNow, makeRow, makeTable, type RowWish } from './rows.ts'

export const deadLook = (more: object = {}): Look =>
  ({
    observed: {
      target: 'iguana',
      title: 'iguana',
      members: [],
      suspects: [],
      pidFile: null,
      lockFile: null,
      configuration: null,
      init: null,
      unit: null,
      profile: null,
      ...more,
    },
    refusal: null,
  }) as never

export const makeLeftoverFacts = (more: Partial<LeftoverFacts> = {}): LeftoverFacts => ({
  look: deadLook(),
  memory: { processes: [], before: null },
  table: makeTable([]),
  now: fakeNow.wall,
  files: [],
  gone: [],
  openRecords: new Map(),
  ports: [],
  ending: [],
  sharedMemory: [],
  semaphores: [],
  queues: [],
  livingUsers: new Map(),
  seesAll: true,
  users: new Set(),
  mounts: [],
  cgroups: [],
  ...more,
})

export const makeFile = (more: Partial<FileFacts>): FileFacts => ({
  kind: 'fifo',
  path: '/run/iguana/ctl',
  uid: 990,
  inOwnFolder: false,
  why: 'The service had it open when force was sent.',
  holding: { by: [], unseen: [] },
  knock: null,
  entries: null,
  preserved: false,
  remade: false,
  onlyByUser: false,
  ...more,
})

/** A process of the service that began an hour ago and left ten seconds ago. */
export const remembered: Remembered = {
  identity: { boot: fakeBoot, pid: 700, startTicks: 7000 },
  name: 'iguana',
  uid: 990,
  startedAt: fakeNow.wall - 3_600_000,
  cgroup: '/system.slice/iguana.service',
  goneAt: fakeNow.wall - 10_000,
}
export const forcedMemory = { processes: [remembered], before: null }

/** It again, alive. */
export const survivor: RowWish = {
  pid: 700,
  startTicks: 7000,
  cgroup: '/system.slice/iguana.service',
}

export const tableOf = (...rows: readonly RowWish[]) => makeTable(rows.map(makeRow))

/** Who has something open. */
export const heldByNginx = { by: [{ pid: 812, name: 'nginx' }], unseen: [] }

export const keeps = (of: LeftoverFacts): readonly (readonly [string, string | null])[] =>
  judgeLeftovers(of).map(({ id, keep }) => [id, keep])

/** Why this one stays; undefined where it is not named. */
export const keepOf = (of: LeftoverFacts, id: string): Leftover['keep'] | undefined =>
  judgeLeftovers(of).find((one) => one.id === id)?.keep
