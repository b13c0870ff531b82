/** A machine made of files: what is gathered of it, and what cannot be read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gatherMachine } from '../../../electron/engine/advice/machine.ts'
import type { MachineFacts } from '../../../electron/engine/decide/advice/facts.ts'
import type { Table } from '../../../electron/engine/decide/table.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { knownOr } from '../../../shared/unknown.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'
import { createManualClock } from '../os/manual-clock.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-machine-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** These rows and no others: pid 1 may be hidden. */
const tableOf = (rows: readonly ProcessRow[]): Table => ({
  ...makeTable(rows),
  rows: new Map(rows.map((row) => [row.identity.pid, row])),
})

/** Gathers with these rows at the first look and those at the second. */
async function gather(first: ProcessRow[], second = first): Promise<MachineFacts> {
  const clock = createManualClock()
  let looks = 0
  const facts = gatherMachine({
    clock,
    // One look for the processes that last, one for their code, and one after the wait.
    readTable: () => tableOf((looks += 1) <= 2 ? first : second),
    kernel: '6.1.0-21-amd64',
    stateOf: (unit) => (unit === 'dead.service' ? 'failed' : 'active'),
    root,
  })
  const done = facts.then(() => true)
  while (!(await Promise.race([done, tick()]))) clock.advance(1000)
  return facts
}
const tick = (): Promise<false> =>
  new Promise((resolve) => {
    setImmediate(() => {
      resolve(false)
    })
  })

const mounts = (options: string): string =>
  `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 ${options}\n`

describe('a machine', () => {
  it('is told as it is', async () => {
    write({
      'proc/sys/kernel/tainted': '128\n',
      'proc/meminfo': 'MemTotal: 100 kB\nMemAvailable: 50 kB\nShmem: 7 kB\n',
      'proc/self/mountinfo': mounts('ro,errors=remount-ro'),
      'etc/fstab': '# <file system>\nUUID=1 / ext4 errors=remount-ro 0 1\n',
      'run/reboot-required': '*** System restart required ***\n',
      'run/reboot-required.pkgs': 'libc6\n',
      'boot/vmlinuz-6.1.0-22-amd64': '',
      'boot/initrd.img-6.1.0-22-amd64': '',
      'lib/modules/6.1.0-30-amd64/vmlinuz': '',
      'lib/modules/6.1.0-9-amd64/modules.dep': '',
    })
    expect(await gather([makeRow({ pid: 1 })])).toMatchObject({
      tainted: [{ letter: 'D' }],
      memory: { availableBytes: 50 * 1024, sharedBytes: 7 * 1024 },
      readOnlyRoot: mounts('ro,errors=remount-ro').trim(),
      rebootRequired: { packages: ['libc6'] },
      installed: ['6.1.0-22-amd64', '6.1.0-30-amd64'],
      zombies: [],
      unkillable: [],
      stale: [],
    })
  })
  it.each([
    ['writable', 'rw', 'UUID=1 / ext4 defaults 0 1\n'],
    ['read-only by fstab', 'ro', 'UUID=1 / ext4 ro 0 1\n'],
    ['of no fstab', 'ro', null],
  ])('with a root that is %s is in order', async (_name, options, fstab) => {
    write({ 'proc/self/mountinfo': mounts(options) })
    if (fstab !== null) write({ 'etc/fstab': fstab })
    expect((await gather([makeRow({ pid: 1 })])).readOnlyRoot).toBeNull()
  })
  it('without those files is not known, and nobody asked for a reboot', async () => {
    const { tainted, installed, kernelLines, memory, rebootRequired } = await gather([
      makeRow({ pid: 1 }),
    ])
    for (const value of [tainted, installed, kernelLines, memory]) {
      expect(value).toMatchObject({ unknown: expect.any(String) as unknown })
    }
    expect(rebootRequired).toBeNull()
  })
})

const zombie = makeRow({ pid: 7, state: 'Z', alive: false, parentPid: 1 })
const pending =
  'Name:\td\nState:\tD (disk sleep)\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000000100\n'
const asleep = makeRow({ pid: 9, state: 'D' })

describe('a container', () => {
  it.each([
    ['by the mark of Docker', { '.dockerenv': '' }, true],
    ['by the mark of Podman', { 'run/.containerenv': '' }, true],
    ['by the mark of systemd', { 'run/systemd/container': 'lxc\n' }, true],
    ['by no mark', { 'proc/meminfo': '' }, false],
  ])('is known %s', async (_name, files, inContainer) => {
    write(files)
    expect(await gather([makeRow({ pid: 1 })])).toMatchObject({ inContainer })
  })
  it.each([
    ['of its own', 'pid:[4026532500]', true],
    ['that the kernel booted with', 'pid:[4026531836]', false],
  ])('is known by a pid namespace %s', async (_name, link, inContainer) => {
    mkdirSync(join(root, 'proc/self/ns'), { recursive: true })
    symlinkSync(link, join(root, 'proc/self/ns/pid'))
    expect(await gather([makeRow({ pid: 1 })])).toMatchObject({ inContainer })
  })
})

describe('who lasts', () => {
  it('is not known where pid 1 is hidden, but for whom one sees', async () => {
    const unseen = { unknown: expect.stringContaining('hidepid') as unknown }
    expect(await gather([makeRow({ pid: 50 })])).toMatchObject({
      ...{ zombies: unseen, unkillable: unseen },
    })
    expect(await gather([makeRow({ pid: 50 }), zombie])).toMatchObject({
      ...{ zombies: [{ pid: 7 }], unkillable: unseen },
    })
  })
  it('is a zombie of both looks, five seconds apart', async () => {
    const { zombies } = await gather([makeRow({ pid: 1 }), zombie])
    expect(zombies).toMatchObject([{ pid: 7, parentPid: 1 }])
    expect(knownOr(zombies, [])[0]?.spanMs).toBeGreaterThanOrEqual(5000)
  })
  it('is none that was reaped meanwhile', async () => {
    expect((await gather([makeRow({ pid: 1 }), zombie], [makeRow({ pid: 1 })])).zombies).toEqual([])
  })
  it('is a sleeper with SIGKILL pending, and the server that it waits for', async () => {
    write({
      'proc/9/status': pending,
      'proc/9/wchan': 'rpc_wait_bit_killable',
      'proc/9/mountinfo': `${mounts('rw')}40 22 0:50 / /data rw - nfs4 10.0.0.8:/export rw\n`,
    })
    const { unkillable, sleepers } = await gather([makeRow({ pid: 1 }), asleep])
    expect(unkillable).toMatchObject([
      {
        pid: 9,
        lines: ['State:\tD (disk sleep)', 'ShdPnd:\t0000000000000100'],
        wchan: 'rpc_wait_bit_killable',
        waitsFor: '10.0.0.8:/export (nfs4 at /data)',
      },
    ])
    expect(sleepers).toEqual(new Set([9]))
  })
  it('is no sleeper without SIGKILL: it was asked by nobody', async () => {
    write({ 'proc/9/status': pending.replace('100\n', '000\n') })
    const { unkillable, sleepers } = await gather([makeRow({ pid: 1 }), asleep])
    expect(unkillable).toEqual([])
    expect(sleepers).toEqual(new Set([9]))
  })
  it('is none that left state D meanwhile', async () => {
    write({ 'proc/9/status': pending })
    const { unkillable } = await gather(
      [makeRow({ pid: 1 }), asleep],
      [makeRow({ pid: 1 }), makeRow({ pid: 9 })],
    )
    expect(unkillable).toEqual([])
  })
})

describe('code and cgroups', () => {
  it('is stale where a library is gone, with its unit', async () => {
    write({
      'proc/40/maps': '7f00-7f01 r-xp 00000000 08:01 9 /usr/lib/libssl.so.3 (deleted)\n',
      'proc/1/maps': '',
    })
    const nginx = makeRow({ pid: 40, cgroup: '/system.slice/nginx.service', name: 'nginx' })
    const { stale } = await gather([makeRow({ pid: 1 }), nginx])
    expect(stale).toMatchObject([
      { pid: 40, unit: 'nginx.service', mappings: [{ path: '/usr/lib/libssl.so.3' }] },
    ])
  })
  it.each([
    ['dead.service', 1],
    ['runs.service', 0],
  ])('of a frozen %s is told %i times', async (unit, times) => {
    write({ [`sys/fs/cgroup/system.slice/${unit}/cgroup.events`]: 'populated 1\nfrozen 1\n' })
    const { frozen } = await gather([makeRow({ pid: 50, cgroup: `/system.slice/${unit}` })])
    expect(frozen).toHaveLength(times)
    expect(JSON.stringify(frozen)).not.toContain('folder":"/system.slice')
  })
})
