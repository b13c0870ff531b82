/**
 * race.ts SEED SECONDS: owners live and die at random while the cleaner runs over and over. To be run
 * as the first program of its own mount, IPC and pid namespaces. Prints one line of JSON: what was
 * removed, and what an owner lost while it lived.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fail, ok } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import type { BeforeForce } from '../../../electron/engine/decide/leftovers/facts.ts'
import { gatherLeftovers } from '../../../electron/engine/leftovers/gather.ts'
import {
  findLeftovers,
  removeLeftovers,
  type LeftoverPorts,
} from '../../../electron/engine/leftovers/leftovers.ts'
import { removeAside } from '../../../electron/engine/leftovers/remove-file.ts'
import { removeThing, stampOf, whyOpen } from '../../../electron/engine/leftovers/remove-thing.ts'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { deadLook } from '../../fakes/leftovers.ts'

const [, , seedText = '1', secondsText = '4'] = process.argv
const folder = '/run/race'
const slots = [0, 1, 2, 3, 4]
mkdirSync(folder, { recursive: true })
// Never empty: an owner that has just come wants the folder.
writeFileSync(join(folder, 'keep'), '')

/** mulberry32: the same numbers for the same seed. */
let state = Number(seedText) | 0
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

const lost: string[] = []
const dead: { pid: number; startTicks: number; startedAt: number; goneAt: number }[] = []
const segments: number[] = []
let owners = 0
let isOver = false
const over = Promise.withResolvers<null>()
const table = createProcessTable()
const reader = createProcReader('/proc')

/** Waits for the first line, and listens on for what it lost. */
function listen(child: ChildProcess): Promise<void> {
  return new Promise((ready) => {
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const segment = /^ready \d+ (\d+)$/.exec(line)?.[1]
      if (segment === undefined) lost.push(line)
      else {
        segments.push(Number(segment))
        ready()
      }
    })
    child.once('exit', () => {
      ready()
    })
  })
}

/** One slot: an owner lives for a while, is killed, and the next one takes over at once, or later. */
async function play(slot: number): Promise<void> {
  while (!isOver) {
    const program = join(import.meta.dirname, 'owner.pl')
    const child = spawn('/usr/bin/perl', [program, String(slot), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = new Promise((done) => child.once('exit', done))
    // The first slot has one owner for the whole of it.
    const short = random() < 0.3 ? random() * 20 : random() * 400
    const heard = listen(child)
    if (random() < 0.8) await heard
    owners += 1
    const row = table.readOne(child.pid ?? 0)
    if (slot === 0) await over.promise
    else await pause(short)
    child.kill('SIGKILL')
    await exited
    if (row) {
      const { pid, startTicks } = row.identity
      dead.push({ pid, startTicks, startedAt: row.startedAt, goneAt: Date.now() })
    }
    if (random() < 0.5) await pause(random() * 150)
  }
}

const { boot } = table.read()
const file = (path: string) => ({ path, inode: null, device: null })
const memory = (): BeforeForce => ({
  at: Date.now(),
  processes: dead.slice(-50).map(({ pid }) => ({ pid, uid: 0, cgroup: null })),
  ports: [],
  sockets: slots.map((slot) => file(`${folder}/${slot}.sock`)),
  fifos: slots.map((slot) => file(`${folder}/${slot}.fifo`)),
  sharedMemory: slots.map((slot) => file(`/dev/shm/race-${slot}`)),
  segments: [...segments],
  temporary: [],
  whole: true,
})

/** A service whose owners have all gone: those that live are strangers to it. */
const pastRun = (): Run =>
  ({
    id: 'r-1',
    target: 'race',
    members: dead.slice(-50).map(({ pid, startTicks, startedAt, goneAt }) => ({
      member: { identity: { boot, pid, startTicks }, name: 'owner', kept: null, startedAt },
      gone: { at: { mono: 0, wall: goneAt }, how: 'by-itself' },
    })),
  }) as never

const lookOf = (slot: number) =>
  deadLook({
    target: 'race',
    title: 'race',
    // Its folder tells whose root's fifos are.
    configuration: { exe: '/usr/bin/race', pidfile: `${folder}/race.pid` },
    lockFile: { path: `${folder}/${slot}.lock`, there: true },
  })

const removePorts = {
  reader,
  commands: createCommandRunner(),
  resetFailed: () => Promise.resolve(ok(null)),
}
let turn = 0
const ports: LeftoverPorts = {
  by: 'race',
  uid: 0,
  prepare: () => Promise.resolve(),
  look: () => ok(lookOf(turn % slots.length)),
  liveRuns: () => Promise.resolve([]),
  findRun: () => Promise.resolve(pastRun()),
  remembered: () => Promise.resolve(memory()),
  gather: (of) =>
    gatherLeftovers({ reader, readTable: () => table.read(), runtimeFolder: null }, of),
  stamp: stampOf,
  mayRemove: () => true,
  removeFile: ({ stamp }) =>
    removeAside(stamp, (aside) => whyOpen(reader, aside, { mappings: false, mayHide: true })),
  removeThing: (target, thing) => removeThing(removePorts, target, thing),
  permit: () => Promise.resolve(ok(null)),
  record: () => Promise.resolve(ok(null)),
}

const removed: Record<string, number> = {}
const refused: Record<string, number> = {}
let kept = 0
const tally = (into: Record<string, number>, key: string): void => {
  into[key] = (into[key] ?? 0) + 1
}

async function clean(): Promise<void> {
  const found = await findLeftovers(ports, { target: 'race' })
  if (!found.ok) throw new Error(found.error.message)
  const { leftovers } = found.value
  const ids = leftovers.filter(({ keep }) => keep === null).map(({ id }) => id)
  kept += leftovers.length - ids.length
  // What stays for a reason is asked for, too: nothing but the judgement protects it.
  const all = random() < 0.3 ? leftovers.map(({ id }) => id) : ids
  const report =
    all.length === 0 ? fail('none') : await removeLeftovers(ports, { target: 'race', ids: all })
  if (report.ok) {
    for (const id of report.value.removed) tally(removed, id.slice(0, id.indexOf(':')))
    for (const { why } of report.value.refused) tally(refused, why.replace(/\d+/g, 'N'))
  }
}

const players = slots.map(play)
const end = Date.now() + Number(secondsText) * 1000
while (Date.now() < end) {
  await clean()
  turn += 1
  await pause(5)
}
isOver = true
over.resolve(null)
await Promise.all(players)
const left = readFileSync('/proc/sysvipc/shm', 'utf8').trim().split('\n').length - 1
console.log(
  JSON.stringify({
    seed: Number(seedText),
    turns: turn,
    owners,
    removed,
    kept,
    refused,
    lost,
    left,
  }),
)
