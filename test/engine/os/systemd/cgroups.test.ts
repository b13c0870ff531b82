import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCgroups } from '../../../../electron/engine/os/systemd/cgroups.ts'
import type { Cgroups } from '../../../../electron/engine/os/systemd/ports.ts'
import { called } from '../helpers.ts'
import { FakeCgroupfs } from './fake-cgroupfs.ts'

const unit = '/system.slice/a.service'
let files: FakeCgroupfs
const open = (): Cgroups =>
  createCgroups({ mountinfo: files.mountinfo, spared: () => new Set([4242]) })

beforeEach(() => {
  files = new FakeCgroupfs()
})
afterEach(() => {
  files.remove()
})

describe('the processes of a cgroup', () => {
  beforeEach(() => {
    files.mount('unified')
  })

  it('are those of all below it, each once, with the place where they are', () => {
    files.add(unit, [30, 10, 10])
    files.add(`${unit}/payload`, [20])
    files.add(`${unit}/payload/deep`, [5])
    files.add('/system.slice/a.service.d', [99])
    expect(open().processes(unit)).toEqual([
      { pid: 5, below: '/payload/deep' },
      { pid: 10, below: '' },
      { pid: 20, below: '/payload' },
      { pid: 30, below: '' },
    ])
  })

  it('leave out those of a pid namespace that shows no number for them', () => {
    files.add(unit, [0, 7])
    expect(open().processes(unit)).toEqual([{ pid: 7, below: '' }])
  })

  it('are none where the cgroup is gone, or lost its files in the middle of the walk', () => {
    files.add(unit, [7])
    files.add(`${unit}/gone`, [8])
    files.delete(`${unit}/gone/cgroup.procs`)
    expect(open().processes(unit)).toEqual([{ pid: 7, below: '' }])
    expect(open().processes('/system.slice/b.service')).toEqual([])
  })

  it.each(['', 'system.slice/a.service', '/system.slice/../../unified/system.slice/a.service'])(
    'are none for %j, which is no path of a cgroup',
    (path) => {
      files.add(unit, [7])
      expect(open().processes(path)).toEqual([])
    },
  )

  it('are not none where the machine itself fails to read', () => {
    files.add(unit, [7])
    files.delete(`${unit}/cgroup.procs`)
    files.add(`${unit}/cgroup.procs`, [])
    expect(() => open().processes(unit)).toThrow('EISDIR')
  })
})

describe('a hybrid host', () => {
  it('is read in v2 where the cgroup is there, and in v1 where it is only there', () => {
    files.mount('named', 'unified')
    files.add(unit, [1], 'named')
    expect(open().processes(unit)).toEqual([{ pid: 1, below: '' }])
    files.add(unit, [2], 'unified')
    expect(open().processes(unit)).toEqual([{ pid: 2, below: '' }])
  })

  it('cannot kill as a whole what is only in v1, and says so', () => {
    files.mount('named', 'unified')
    files.add(unit, [1], 'named')
    expect(open().mayKill(unit)).toBe(false)
    expect(open().populated(unit)).toBeNull()
    expect(open().kill(unit)).toMatchObject({ ok: false, error: { code: 'not-available' } })
  })
})

describe('a machine without cgroups', () => {
  it('has no processes in any, and nothing is told', () => {
    files.mount()
    const cgroups = open()
    expect(cgroups.processes(unit)).toEqual([])
    expect(cgroups.populated(unit)).toBeNull()
    expect(cgroups.mayKill(unit)).toBe(false)
    cgroups.watch(unit, () => {
      throw new Error('called')
    })()
  })
})

describe('killing a cgroup', () => {
  beforeEach(() => {
    files.mount('unified')
    files.add(unit, [7])
    files.write(`${unit}/cgroup.kill`, '', 0o200)
  })

  it('writes 1 to its cgroup.kill', () => {
    expect(open().mayKill(unit)).toBe(true)
    expect(open().kill(unit)).toEqual({ ok: true, value: null })
    expect(files.read(`${unit}/cgroup.kill`)).toBe('1')
  })

  it.each(['/', '/system.slice', '/init.scope', '/system.slice/../system.slice/a.service'])(
    'is refused for %s',
    (path) => {
      files.add('/init.scope', [1])
      for (const folder of ['', '/system.slice', '/init.scope']) {
        files.write(`${folder}/cgroup.kill`, '')
      }
      expect(open().mayKill(path)).toBe(false)
      expect(open().kill(path)).toMatchObject({ ok: false, error: { code: 'protected' } })
      expect(
        ['', '/system.slice', '/init.scope', unit].map((f) => files.read(`${f}/cgroup.kill`)),
      ).toEqual(['', '', '', ''])
    },
  )

  it('is refused where Quiesce itself is in it or below', () => {
    files.add(`${unit}/session`, [4242])
    expect(open().mayKill(unit)).toBe(false)
    expect(open().kill(unit)).toMatchObject({
      ok: false,
      error: { code: 'protected', message: expect.stringContaining('Quiesce itself') as string },
    })
    expect(files.read(`${unit}/cgroup.kill`)).toBe('')
  })

  it('says that the kernel is too old where there is no cgroup.kill, and makes no such file', () => {
    files.delete(`${unit}/cgroup.kill`)
    expect(open().mayKill(unit)).toBe(false)
    expect(open().kill(unit)).toMatchObject({ ok: false, error: { code: 'not-available' } })
    expect(() => files.read(`${unit}/cgroup.kill`)).toThrow('ENOENT')
  })

  it('is done already where the cgroup is gone', () => {
    files.delete(unit)
    expect(open().kill(unit)).toEqual({ ok: true, value: null })
  })

  it('carries the words of the system where the write fails', () => {
    files.delete(`${unit}/cgroup.kill`)
    files.add(`${unit}/cgroup.kill`, [])
    expect(open().kill(unit)).toMatchObject({
      ok: false,
      error: { code: 'backend-failed', cause: expect.stringContaining('EISDIR') as string },
    })
  })
})

describe('the events of a cgroup', () => {
  beforeEach(() => {
    files.mount('unified')
    files.add(unit, [7])
  })

  it('say whether somebody is in it, or nothing where they are not there', () => {
    expect(open().populated(unit)).toBeNull()
    files.write(`${unit}/cgroup.events`, 'populated 1\nfrozen 0\n')
    expect(open().populated(unit)).toBe(true)
    files.write(`${unit}/cgroup.events`, 'populated 0\nfrozen 0\n')
    expect(open().populated(unit)).toBe(false)
    expect(open().populated('/a/../b')).toBeNull()
  })

  it('call back when they change, and when the cgroup goes and comes again', async () => {
    files.write(`${unit}/cgroup.events`, 'populated 1\n')
    let next = called()
    const end = open().watch(unit, () => {
      next.callback()
    })
    files.write(`${unit}/cgroup.events`, 'populated 0\n')
    await next.once
    next = called()
    files.delete(unit)
    await next.once
    next = called()
    files.add(unit, [8])
    await next.once
    end()
  })

  it('call back once, later, where the cgroup is not there from the start', async () => {
    let calls = 0
    const end = open().watch('/gone/b.service', () => {
      calls += 1
    })
    expect(calls).toBe(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(calls).toBe(1)
    end()
  })

  it('are not told any more to one that stopped listening at once', async () => {
    let calls = 0
    open().watch('/gone/b.service', () => {
      calls += 1
    })()
    await new Promise((resolve) => setImmediate(resolve))
    expect(calls).toBe(0)
  })
})
