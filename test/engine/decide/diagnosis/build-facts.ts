/** Facts of a diagnosis for tests: say what matters, the rest is a healthy daemon that rests. */
import type {
  DiagnosisFacts,
  ProcessFacts,
  ProcessSample,
  SocketFacts,
  ThreadSample,
} from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import { parseUnit, type UnitFacts } from '../../../../electron/engine/parse/unit-properties.ts'
import type { Member, SignalMasks } from '../../../../shared/process.ts'
import type { Run, SentSignal } from '../../../../shared/run.ts'
import type { UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { fakeNow, makeRow, type RowWish } from '../../../fakes/rows.ts'
import { makeRun } from '../../../fakes/run.ts'
import { unitSettings, unitState } from '../../../fakes/unit.ts'
import { makeSocket, socketFile } from './build-parts.ts'

/** The stop was asked so long ago in most tests, and the looks are so far apart; milliseconds. */
export const askedAgoMs = 30_000
export const spanMs = 2000

const numbers: Readonly<Record<string, number>> = {
  read: 0,
  write: 1,
  poll: 7,
  recvfrom: 45,
  connect: 42,
  epoll_wait: 232,
  futex: 202,
  wait4: 61,
  fcntl: 72,
  flock: 73,
}

export interface ThreadWish extends Partial<Omit<ThreadSample, 'tid' | 'syscall'>> {
  readonly tid?: number
  /** `['recvfrom', 23]`: the call with its first arguments; null for one that runs. */
  readonly call?: readonly [name: string, ...args: number[]] | null
  /** Voluntary switches. */
  readonly woken?: number
}

const hex = (n: number): string => (n < 0 ? '0xffffffffffffffff' : `0x${n.toString(16)}`)

/** A thread that rests in epoll_wait unless the test says otherwise. */
export function makeThread(pid: number, wish: ThreadWish = {}): ThreadSample {
  const { call = ['epoll_wait', 4], woken = 100, tid = pid, ...rest } = wish
  return {
    tid,
    name: `daemon${pid}`,
    state: 'S',
    cpuTicks: 10,
    voluntarySwitches: woken,
    involuntarySwitches: 3,
    blocked: [],
    pending: [],
    wchan: 'ep_poll',
    syscall:
      call === null
        ? { kind: 'running' }
        : {
            kind: 'inside',
            number: numbers[call[0]] ?? 500,
            name: call[0],
            args: call.slice(1).map((arg) => hex(Number(arg))),
          },
    stack: [],
    ...rest,
  }
}

export interface SampleWish {
  readonly row?: Partial<RowWish>
  readonly masks?: Partial<SignalMasks> | { readonly unknown: string }
  readonly tracerPid?: ProcessSample['tracerPid']
  readonly threads?: readonly ThreadWish[]
  /** Bytes through write(2) and read(2). */
  readonly written?: number
  readonly read?: number
  readonly io?: ProcessSample['io']
  readonly files?: ProcessSample['files']
  readonly frozen?: ProcessSample['frozen']
  readonly cwd?: string
  readonly moreThreads?: number
}

export interface ProcessWish extends SampleWish {
  readonly pid?: number
  readonly member?: boolean
  readonly kept?: string
  readonly refusal?: ProcessFacts['refusal']
  /** What was different at the look before; null where there was none. Absent: all was as now. */
  readonly before?: SampleWish | null
  /** It left between the looks. */
  readonly gone?: boolean
}

const catchesTerm: SignalMasks = { caught: [15], ignored: [], blocked: [], pending: [] }

function makeSample(pid: number, wish: SampleWish): ProcessSample {
  const { masks = {}, threads = [{}] } = wish
  const { written = 5000, read = 7000 } = wish
  const state = wish.row?.state
  const made = threads.map((thread) =>
    makeThread(pid, { ...(state === undefined ? {} : { state }), ...thread }),
  )
  return {
    row: makeRow({
      name: `daemon${pid}`,
      cpuTicks: made.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0),
      ...wish.row,
      pid,
    }),
    masks: 'unknown' in masks ? masks : { ...catchesTerm, ...masks },
    tracerPid: wish.tracerPid ?? 0,
    threads: made,
    io: wish.io ?? {
      readChars: read,
      writtenChars: written,
      readCalls: 10,
      writeCalls: 10,
      readBytes: 0,
      writtenBytes: 0,
    },
    files: wish.files ?? [],
    frozen: wish.frozen ?? false,
    ...(wish.cwd === undefined ? {} : { cwd: wish.cwd }),
    ...(wish.moreThreads === undefined ? {} : { moreThreads: wish.moreThreads }),
  }
}

/** A process at both looks; a member of the service, and its main process where its pid is 100. */
export function makeProcess(wish: ProcessWish = {}): ProcessFacts {
  const { pid = 100, member = true, refusal = null, before, gone = false, ...sample } = wish
  const now = makeSample(pid, sample)
  const earlier = before === null ? null : makeSample(pid, { ...sample, ...before })
  return {
    identity: now.row.identity,
    name: now.row.name,
    member,
    refusal,
    before: earlier,
    now: gone ? null : now,
  }
}

/** A child of the main process; TERM reached the main process alone. */
export const makeChild = (pid: number, wish: ProcessWish = {}): ProcessFacts =>
  makeProcess({ ...wish, pid, row: { parentPid: 100, ...wish.row } })

export interface FactsWish {
  readonly processes?: readonly ProcessFacts[]
  /** Pids that a stop leaves running on purpose. */
  readonly kept?: readonly number[]
  readonly observed?: Partial<Observed>
  /** How long ago the stop was asked; null for never. */
  readonly askedAgo?: number | null
  readonly unit?: UnitFacts | null
  readonly run?: Run | null
  readonly more?: Partial<DiagnosisFacts>
}

const memberOf = (one: ProcessFacts, kept: boolean): Member => ({
  identity: one.identity,
  name: one.name,
  args: '',
  user: 'root',
  main: one.identity.pid === 100,
  parentPid: one.now?.row.parentPid ?? one.before?.row.parentPid ?? 1,
  processGroup: 100,
  reasons: [],
  kept: kept ? 'jobs go on' : null,
  residentBytes: 0,
  startedAt: one.now?.row.startedAt ?? 0,
})

/** A unit in this state, stopped by SIGTERM to all of its cgroup. */
export function makeUnitFacts(
  state: Partial<UnitState> = {},
  settings: Partial<UnitSettings> = {},
): UnitFacts {
  return {
    ...parseUnit({ Id: 'iguana.service', ControlGroup: '/system.slice/iguana.service' }, 'system'),
    name: 'iguana.service',
    state: unitState(state),
    settings: unitSettings(settings),
  }
}

/** A run that has sent TERM to these, with what became of it. */
export function makeSentRun(
  to: readonly ProcessFacts[],
  outcome: SentSignal['outcome'] = 'sent',
  more: Partial<Run> = {},
): Run {
  const members = to.map((one) => memberOf(one, false))
  const at = { mono: fakeNow.mono - askedAgoMs, wall: fakeNow.wall - askedAgoMs }
  const sent = members.map(({ identity }): SentSignal => ({
    call: 1,
    step: 0,
    what: 'TERM',
    identity,
    at,
    outcome,
  }))
  return makeRun('stop/30/ask', { sent, startedAt: at, ...more }, members)
}

const observedOf = (processes: readonly ProcessFacts[], kept: readonly number[]): Observed => {
  const members = processes
    .filter((one) => one.member && one.now !== null)
    .map((one) => memberOf(one, kept.includes(one.identity.pid)))
  return {
    target: 'pid:100',
    title: 'iguana',
    subtitle: '',
    backend: 'process',
    origin: 'discovered',
    main: members.find((m) => m.main)?.identity ?? null,
    members,
    suspects: [],
    pidFile: null,
    lockFile: null,
    stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    startCommand: null,
    configuration: null,
    unit: null,
    init: null,
    profile: null,
  }
}

const plenty: DiagnosisFacts['memory'] = {
  availableBytes: 4e9,
  totalBytes: 8e9,
  oomKills: 0,
  cgroupCurrent: 1e8,
  cgroupMax: 'max',
  memoryPressure: 0,
  ioPressure: 0,
}

/** A daemon that was asked by SIGTERM half a minute ago, looked at twice within two seconds. */
export function makeFacts(wish: FactsWish = {}): DiagnosisFacts {
  const { processes = [makeProcess()], kept = [], askedAgo = askedAgoMs, unit = null } = wish
  return {
    run: wish.run ?? null,
    plan: null,
    observed: { ...observedOf(processes, kept), unit, ...wish.observed },
    asked:
      askedAgo === null
        ? null
        : {
            signal: 'TERM',
            at: { mono: fakeNow.mono - askedAgo, wall: fakeNow.wall - askedAgo },
          },
    now: fakeNow,
    spanMs,
    looks: 2,
    processes,
    sockets: [],
    locks: [],
    mounts: [],
    memory: plenty,
    disks: [],
    kernelLines: [],
    log: [],
    portNames: new Map([[5432, 'PostgreSQL']]),
    usual: null,
    asRoot: true,
    ...wish.more,
  }
}

/** One process alone, the main one. */
export const oneProcess = (wish: ProcessWish, more: FactsWish = {}): DiagnosisFacts =>
  makeFacts({ processes: [makeProcess(wish)], ...more })

/** In recvfrom on descriptor 23, which is socket 4711. */
export const inRecv = (more: ProcessWish = {}): ProcessWish => ({
  threads: [{ call: ['recvfrom', 23] }],
  files: [socketFile(23)],
  ...more,
})

export const withSocket = (more: Partial<SocketFacts> = {}): FactsWish => ({
  more: { sockets: [makeSocket(more)] },
})
