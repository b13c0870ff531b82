import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import { leftoverKinds, type Leftover, type LeftoverKind } from '../../../shared/leftovers.ts'
import { keepRoots } from '../../../electron/engine/leftovers/keep-roots.ts'
import {
  removalOf,
  removeThing,
  stampOf,
  whyOpen,
  type RemovePorts,
} from '../../../electron/engine/leftovers/remove-thing.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-thing-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const thing = (kind: LeftoverKind, key: string, path: string | null = null): Leftover => ({
  id: `${kind}:${key}`,
  kind,
  label: key,
  path,
  proof: [],
  keep: null,
})

const head = '       key      shmid perms       size\n'
const row = (id: number): string => `         0 ${id}   600       4096\n`

/** A kernel whose table of shared memory is this text, and an ipcrm that does this to it. */
function desk(table: string, ipcrm: (argv: readonly string[]) => string | null) {
  const ran: string[][] = []
  const texts = new Map([['sysvipc/shm', table]])
  const reader = createProcReader('/proc')
  const ports: RemovePorts = {
    reader: { ...reader, wholeText: (path) => texts.get(path) ?? reader.wholeText(path) },
    commands: {
      run: (argv) => {
        ran.push([...argv])
        const after = ipcrm(argv)
        if (after !== null) texts.set('sysvipc/shm', after)
        return Promise.resolve(
          ok({ status: 0, signal: null, timedOut: false, output: 'no\n luck' }),
        )
      },
    },
    resetFailed: (target) =>
      Promise.resolve(
        target === 'i' ? ok(null) : fail({ code: 'no-permission', message: 'M.', next: 'N.' }),
      ),
  }
  return { ports, ran }
}
const segment = thing('sysv-memory', '98307')
const remove = (ports: RemovePorts, leftover: Leftover, target = 'i') => {
  const stamp = stampOf(leftover)
  return stamp.ok ? removeThing(ports, target, { leftover, stamp: stamp.value }) : stamp
}

describe('an object of System V IPC', () => {
  it('is removed by ipcrm, by its full path, with the id alone', async () => {
    const { ports, ran } = desk(head + row(98_307), () => head)
    expect(await remove(ports, segment)).toEqual(ok(null))
    expect(ran).toEqual([[expect.stringMatching(/^\/(?:usr\/)?bin\/ipcrm$/), '-m', '98307']])
  })
  it('is there while the kernel says so, whatever ipcrm answers', async () => {
    const { ports } = desk(head + row(98_307), () => null)
    expect(await remove(ports, segment)).toEqual(fail('ipcrm says: no luck'))
  })
  it('is not taken for one with a like number', async () => {
    const { ports } = desk(head + row(98_307), () => head + row(9_830) + row(983_071))
    expect(await remove(ports, segment)).toEqual(ok(null))
  })
})

describe('what else is removed', () => {
  const { ports } = desk(head, () => null)

  it('is a failed mark, by its manager', async () => {
    expect(await remove(ports, thing('failed-unit', 'i.service'))).toEqual(ok(null))
    expect(await remove(ports, thing('failed-unit', 'i.service'), 'j')).toEqual(fail('M.'))
  })
  it('is an empty folder, and a cgroup as one', async () => {
    for (const kind of ['runtime-folder', 'cgroup'] as const) {
      const path = join(folder, kind)
      mkdirSync(path)
      writeFileSync(join(path, 'a'), '')
      expect(await remove(ports, thing(kind, path, path))).toMatchObject({ ok: false })
      rmSync(join(path, 'a'))
      expect(await remove(ports, thing(kind, path, path))).toEqual(ok(null))
      expect(existsSync(path)).toBe(false)
    }
  })
  it('is nothing that has a process', async () => {
    for (const kind of ['survivor', 'escapee', 'zombie', 'port', 'time-wait', 'mount'] as const) {
      expect([kind, removalOf(kind)]).toEqual([kind, null])
      expect(await remove(ports, thing(kind, '7'))).toMatchObject({ ok: false })
    }
  })
  it('is each other kind in its own way', () => {
    const without = leftoverKinds.filter((kind) => removalOf(kind) === null)
    expect(without).toHaveLength(6)
  })
})

describe('the last look', () => {
  it('finds who has it, though its name is another one by now', async () => {
    const path = join(folder, 'a')
    writeFileSync(path, '')
    const { dev, ino } = lstatSync(path)
    const aside = { path, real: path, device: dev, inode: ino }
    const reader = createProcReader('/proc')
    const look = (mayHide: boolean) => whyOpen(reader, aside, { mappings: false, mayHide })
    expect(await look(true)).toBeNull()
    const blind = { ...reader, names: () => ({ unknown: 'permission denied' }) }
    const unseen = await whyOpen(blind, aside, { mappings: false, mayHide: false })
    expect(unseen).toBe('not every process can be looked into')
    expect(await whyOpen(blind, aside, { mappings: false, mayHide: true })).toBeNull()
  })
})

describe('what only root can remove', () => {
  const fifo = thing('fifo', '/run/i/pipe', '/run/i/pipe')
  const all = [fifo, segment, thing('cgroup', '/i', '/sys/fs/cgroup/i'), thing('failed-unit', 'i')]
  const by = (uid: number, mayRemove: boolean) => ({
    uid,
    mayRemove: () => mayRemove,
    stamp: () => ok({ folder: '/run/i', name: 'pipe', key: '' }),
  })

  it('stays for everybody else, with the command that would', () => {
    const [kept, ...rest] = keepRoots(by(1000, false), "init:i'd", all)
    expect(kept?.keep).toBe(
      "Only root can remove it: `sudo quiesce leftovers 'init:i'\\''d' --clean --yes`.",
    )
    expect(rest.map(({ keep }) => keep === null)).toEqual([true, false, true])
  })
  it('is what it was for root, and for whoever may', () => {
    expect(keepRoots(by(0, false), 'i', all)).toEqual(all)
    expect(keepRoots(by(1000, true), 'i', [fifo])).toEqual([fifo])
  })
  it('keeps the reason that it had', () => {
    const kept = { ...fifo, keep: 'Somebody has it.' }
    expect(keepRoots(by(1000, false), 'i', [kept])).toEqual([kept])
    expect(readdirSync(folder)).toEqual([])
  })
})
