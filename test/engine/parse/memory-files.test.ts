import { describe, expect, it } from 'vitest'
import {
  parseFlatCount,
  parseLimit,
  parseMeminfo,
  parsePressure,
} from '../../../electron/engine/parse/memory-files.ts'
import {
  parseControllerMounts,
  parseControllerPath,
} from '../../../electron/engine/parse/cgroup-controllers.ts'

const meminfo =
  'MemTotal:       24684084 kB\nMemFree:         1234 kB\nMemAvailable:   20348000 kB\nBuffers: 1 kB\n'

describe('the memory of a machine', () => {
  it('is told in bytes', () => {
    expect(parseMeminfo(meminfo)).toEqual({
      totalBytes: 24_684_084 * 1024,
      availableBytes: 20_348_000 * 1024,
    })
  })

  it.each([
    ['nothing', ''],
    ['a kernel before 3.14', meminfo.replace(/MemAvailable.*\n/, '')],
    ['a word', meminfo.replace('24684084', 'much')],
    ['another unit', meminfo.replace('24684084 kB', '24684084 MB')],
    ['a part', meminfo.slice(0, 40)],
  ])('is unknown: %s', (_what, text) => {
    expect(parseMeminfo(text)).toBeNull()
  })
})

describe('a count of a cgroup', () => {
  const events = 'low 0\nhigh 12\nmax 3\noom 2\noom_kill 1\noom_group_kill 0\n'
  it.each([
    ['oom_kill', 1],
    ['oom', 2],
    ['high', 12],
    ['low', 0],
    ['kill', null],
    ['', null],
  ])('%s', (key, expected) => {
    expect(parseFlatCount(events, key)).toBe(expected)
  })

  it.each([
    ['version 1', 'oom_kill_disable 0\nunder_oom 0\noom_kill 4\n', 4],
    ['a kernel before 4.13', 'oom_kill_disable 0\nunder_oom 0\n', null],
    ['a word', 'oom_kill many\n', null],
    ['three words', 'oom_kill 1 2\n', null],
    ['a negative number', 'oom_kill -1\n', null],
    ['nothing', '', null],
  ])('of %s', (_what, text, expected) => {
    expect(parseFlatCount(text, 'oom_kill')).toBe(expected)
  })
})

describe('a limit', () => {
  it.each([
    ['max\n', 'max'],
    ['536870912\n', 536_870_912],
    ['0\n', 0],
    // Version 1's own way of saying that there is none.
    ['9223372036854771712\n', 'max'],
    ['18446744073709551615', 'max'],
    ['', null],
    ['-1', null],
    ['1 2', null],
    ['maximum', null],
  ])('%j is %s', (text, expected) => {
    expect(parseLimit(text)).toBe(expected)
  })
})

describe('pressure', () => {
  const text =
    'some avg10=12.50 avg60=0.26 avg300=0.29 total=149931208\n' +
    'full avg10=3.00 avg60=0.00 avg300=0.00 total=20470835\n'

  it('is that of the last ten seconds', () => {
    expect(parsePressure(text, 'some')).toBe(12.5)
    expect(parsePressure(text, 'full')).toBe(3)
  })

  it.each([
    ['a cpu without full', text.split('\n')[0] ?? ''],
    ['nothing', ''],
    ['a word', text.replace('3.00', 'much')],
    ['a line cut off', text.slice(0, 66)],
  ])('is unknown: %s', (_what, other) => {
    expect(parsePressure(other, 'full')).toBeNull()
  })
})

describe('the cgroup of a process for a controller', () => {
  const hybrid =
    '9:name=systemd:/system.slice/a.service\n6:freezer:/frozen\n' +
    '4:cpu,cpuacct,memory:/mem/a:b (deleted)\n0::/system.slice/a.service\n'

  it.each([
    ['freezer', '/frozen'],
    ['memory', '/mem/a:b'],
    ['cpu', '/mem/a:b'],
    ['', '/system.slice/a.service'],
    ['name=systemd', '/system.slice/a.service'],
    ['io', null],
    ['mem', null],
  ])('%s', (controller, expected) => {
    expect(parseControllerPath(hybrid, controller)).toBe(expected)
  })

  it.each(['', '\n', '4:memory', '4:memory:relative', 'memory'])('is unknown in %j', (text) => {
    expect(parseControllerPath(text, 'memory')).toBeNull()
  })
})

describe('where controllers are mounted', () => {
  const line = (mountPoint: string, type: string, options: string, root = '/'): string =>
    `31 23 0:28 ${root} ${mountPoint} rw,relatime shared:9 - ${type} ${type} ${options}`

  it.each([
    ['version 2', [line('/sys/fs/cgroup', 'cgroup2', 'rw')], '', '/sys/fs/cgroup'],
    ['one of version 1', [line('/c/freezer', 'cgroup', 'rw,freezer')], 'freezer', '/c/freezer'],
    ['several together', [line('/c/both', 'cgroup', 'rw,cpu,cpuacct')], 'cpuacct', '/c/both'],
    ['a space in the path', [line('/c/a\\040b', 'cgroup', 'rw,memory')], 'memory', '/c/a b'],
    [
      'the whole before a part',
      [line('/part', 'cgroup', 'rw,memory', '/x'), line('/all', 'cgroup', 'rw,memory')],
      'memory',
      '/all',
    ],
    ['another file system', [line('/', 'ext4', 'rw,memory')], 'memory', undefined],
    ['a root outside of ours', [line('/x', 'cgroup', 'rw,memory', '/../..')], 'memory', undefined],
    ['nothing', [''], '', undefined],
    ['a line cut off', ['31 23 0:28 / /sys'], '', undefined],
  ])('%s', (_what, lines, controller, expected) => {
    expect(parseControllerMounts(lines.join('\n')).get(controller)?.mountPoint).toBe(expected)
  })
})
