import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCgroupEvents } from '../../../electron/engine/parse/cgroup-events.ts'
import { folderOfCgroup, refuseWholeKill } from '../../../electron/engine/parse/cgroup-path.ts'
import { parseCgroupMounts, type CgroupMount } from '../../../electron/engine/parse/mountinfo.ts'

const line = (mountPoint: string, type: string, options = 'rw', root = '/'): string =>
  `31 23 0:28 ${root} ${mountPoint} rw,relatime shared:9 - ${type} ${type} ${options}`
const points = (...lines: readonly string[]): string[] =>
  parseCgroupMounts(lines.join('\n')).map(({ kind, mountPoint }) => `${kind} ${mountPoint}`)

describe('mounted cgroups', () => {
  const v2 = line('/sys/fs/cgroup', 'cgroup2')
  const hybrid = line('/sys/fs/cgroup/unified', 'cgroup2')
  const named = line('/sys/fs/cgroup/systemd', 'cgroup', 'rw,xattr,name=systemd')

  it.each([
    ['one hierarchy', [line('/', 'ext4'), v2], ['unified /sys/fs/cgroup']],
    [
      'both on a hybrid host, v2 first',
      [line('/sys/fs/cgroup', 'tmpfs'), named, hybrid],
      ['unified /sys/fs/cgroup/unified', 'named /sys/fs/cgroup/systemd'],
    ],
    [
      'only v1',
      [line('/sys/fs/cgroup/cpu', 'cgroup', 'rw,cpu'), named],
      ['named /sys/fs/cgroup/systemd'],
    ],
    ['another hierarchy with a name', [line('/a', 'cgroup', 'rw,name=systemd-x')], []],
    [
      'a further mount of v2 behind the usual one',
      [line('/run/box/cgroup', 'cgroup2'), v2],
      ['unified /sys/fs/cgroup', 'unified /run/box/cgroup'],
    ],
    [
      'the whole before a part of it',
      [line('/sys/fs/cgroup', 'cgroup2', 'rw', '/docker/ab'), line('/mnt', 'cgroup2')],
      ['unified /mnt', 'unified /sys/fs/cgroup'],
    ],
    ['one that reaches out of our namespace', [line('/c', 'cgroup2', 'rw', '/../..')], []],
    ['a folder with a space', [line('/a\\040b\\134c', 'cgroup2')], ['unified /a b\\c']],
    ['lines of another shape', ['', 'x', '1 2 3 - cgroup2', 'a - b - c', ' - cgroup2 x rw'], []],
  ])('%s', (_what, lines, expected) => {
    expect(points(...lines)).toEqual(expected)
  })

  it('are found with any number of optional fields, and without', () => {
    const text = ['', 'shared:9 ', 'shared:9 master:1 propagate_from:2 ']
      .map((extra, at) => `${at} 2 0:1 / /c${at} rw ${extra}- cgroup2 none rw`)
      .join('\n')
    expect(points(text)).toEqual(['unified /c0', 'unified /c1', 'unified /c2'])
  })

  it('carry the cgroup that they show', () => {
    expect(parseCgroupMounts(line('/c', 'cgroup2', 'rw', '/docker/a\\040b'))).toEqual([
      { kind: 'unified', mountPoint: '/c', root: '/docker/a b' },
    ])
  })
})

describe('the events of a cgroup', () => {
  it.each([
    ['busy', 'populated 1\nfrozen 0\n', true, false],
    ['empty', 'populated 0\nfrozen 0\n', false, false],
    ['frozen', 'frozen 1\npopulated 1\n', true, true],
    ['of a kernel before 5.2', 'populated 1\n', true, null],
    ['with keys of a later kernel', 'populated 0\nunpopulated 1\nfrozen 0\n', false, false],
    ['that cannot be read', '', null, null],
    ['of another shape', 'populated\nfrozen 2\n populated 1\n', null, null],
  ])('%s', (_what, text, populated, frozen) => {
    expect(parseCgroupEvents(text)).toEqual({ populated, frozen })
  })
})

const whole: CgroupMount = { kind: 'unified', mountPoint: '/sys/fs/cgroup', root: '/' }
const part: CgroupMount = { ...whole, root: '/docker/ab' }

describe('the folder of a cgroup', () => {
  it.each([
    ['/system.slice/a.service', '/sys/fs/cgroup/system.slice/a.service'],
    ['/system.slice/a.service/', '/sys/fs/cgroup/system.slice/a.service'],
    ['/system.slice/app-a\\x2db@c.service', '/sys/fs/cgroup/system.slice/app-a\\x2db@c.service'],
    ['/a..b.service', '/sys/fs/cgroup/a..b.service'],
    ['/', '/sys/fs/cgroup'],
    ['', null],
    ['system.slice/a.service', null],
    ['/system.slice/../..', null],
    ['/..', null],
    ['/a/./b', null],
    ['/a//b', null],
    ['//', null],
    ['/a\0b', null],
  ])('of %j is %j', (path, expected) => {
    expect(folderOfCgroup(path, whole)).toBe(expected)
  })

  it.each([
    ['/docker/ab/system.slice/a.service', '/sys/fs/cgroup/system.slice/a.service'],
    ['/docker/ab', '/sys/fs/cgroup'],
    ['/docker/abc', null],
    ['/system.slice/a.service', null],
    ['/', null],
  ])('of %j is %j where only a part is mounted', (path, expected) => {
    expect(folderOfCgroup(path, part)).toBe(expected)
  })

  it('is one of a mount at the root of all', () => {
    expect(folderOfCgroup('/a', { ...whole, mountPoint: '/' })).toBe('/a')
  })
})

describe('whatever the path is', () => {
  const step = fc.constantFrom('', '.', '..', 'a', 'a.slice', '...', '\0', 'a b')
  const anyPath = fc.oneof(
    fc.string(),
    fc.array(step, { maxLength: 6 }).map((parts) => parts.join('/')),
  )

  it('its folder lies in what is mounted, and no step of it goes back', () => {
    fc.assert(
      fc.property(anyPath, fc.constantFrom(whole, part), (path, mount) => {
        const folder = folderOfCgroup(path, mount)
        if (folder === null) return
        expect(`${folder}/`.startsWith(`${mount.mountPoint}/`)).toBe(true)
        expect(folder.split('/').some((one) => one === '..' || one === '.')).toBe(false)
      }),
    )
  })

  it('what may be killed as a whole has a folder of its own below the root', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        if (refuseWholeKill(path) !== null) return
        expect(folderOfCgroup(path, whole)?.length).toBeGreaterThan(whole.mountPoint.length + 1)
      }),
    )
  })

  it('mounts and events are read from any text', () => {
    const damaged = fc.tuple(fc.nat(80), fc.string({ maxLength: 8 })).map(([at, put]) => {
      const text = '31 23 0:28 / /sys/fs/cgroup rw - cgroup2 none rw\npopulated 1\nfrozen 0\n'
      return text.slice(0, at) + put + text.slice(at)
    })
    fc.assert(
      fc.property(fc.oneof(fc.string(), damaged), (text) => {
        for (const { root } of parseCgroupMounts(text)) expect(root.startsWith('/')).toBe(true)
        expect([true, false, null]).toContain(parseCgroupEvents(text).populated)
      }),
    )
  })
})

describe('killing a cgroup as a whole', () => {
  it.each([
    ['/', 'it is the root of all'],
    ['/system.slice', 'it is a slice, which holds other services'],
    ['/system.slice/', 'it is a slice, which holds other services'],
    ['/user.slice/user-1000.slice', 'it is a slice, which holds other services'],
    ['/user.slice/user-1000.slice/user@1000.service/init.scope', "it is the manager's own"],
    ['/init.scope', "it is the manager's own"],
    ['', 'it is no path of a cgroup'],
    ['/a/../b', 'it is no path of a cgroup'],
  ])('is refused for %j: %s', (path, why) => {
    expect(refuseWholeKill(path)).toBe(why)
  })

  it.each([
    '/system.slice/a.service',
    '/system.slice/system-a.slice/a@b.service',
    '/system.slice/a.service/init.scope.d',
    '/system.slice/a.slice.service',
    '/user.slice/user-0.slice/session-1.scope',
  ])('is not refused for %s', (path) => {
    expect(refuseWholeKill(path)).toBeNull()
  })
})
