import { describe, expect, it } from 'vitest'
import {
  followArguments,
  pastArguments,
} from '../../../../electron/engine/os/systemd/journalctl-arguments.ts'
import type { LogQuery } from '../../../../electron/engine/os/systemd/ports.ts'
import { isUnitName } from '../../../../electron/engine/os/systemd/unit-name.ts'

const query: LogQuery = {
  unit: 'a.service',
  manager: 'system',
  after: null,
  since: null,
  level: 7,
  limit: 50,
  waitMs: 0,
}
const common = [
  '--no-pager',
  '--output=json',
  '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,SYSLOG_PID,_COMM,_PID',
]

describe('what journalctl is asked', () => {
  it.each<[string, Partial<LogQuery>, string[], string[]]>([
    ['the newest lines', {}, ['--unit=a.service', '--reverse', '--lines=50'], ['--unit=a.service']],
    [
      'a unit of the user',
      { manager: 'user' },
      ['--user-unit=a.service', '--reverse', '--lines=50'],
      ['--user-unit=a.service'],
    ],
    [
      'a unit whose name begins like an option',
      { unit: '-.mount' },
      ['--unit=-.mount', '--reverse', '--lines=50'],
      ['--unit=-.mount'],
    ],
    [
      'what is at least so important',
      { level: 3 },
      ['--unit=a.service', '--priority=3', '--reverse', '--lines=50'],
      ['--unit=a.service', '--priority=3'],
    ],
    [
      'since a moment, to the microsecond',
      { since: 1795193083629.5 },
      ['--unit=a.service', '--reverse', '--lines=50', '--since=@1795193083.629500'],
      ['--unit=a.service', '--since=@1795193083.629500'],
    ],
    [
      'since before all time',
      { since: -5 },
      ['--unit=a.service', '--reverse', '--lines=50', '--since=@0.000000'],
      ['--unit=a.service', '--since=@0.000000'],
    ],
    [
      'after a cursor, whatever the moment',
      { after: 's=1;i=2', since: 5000 },
      ['--unit=a.service', '--after-cursor=s=1;i=2'],
      ['--unit=a.service', '--after-cursor=s=1;i=2'],
    ],
  ])('%s', (_what, some, past, follow) => {
    expect(pastArguments({ ...query, ...some })).toEqual([...common, ...past])
    const [unit, ...rest] = follow
    const isLevel = (argument: string): boolean => argument.startsWith('--priority')
    expect(followArguments({ ...query, ...some })).toEqual([
      ...common,
      unit,
      ...rest.filter(isLevel),
      '--follow',
      '--no-tail',
      ...rest.filter((argument) => !isLevel(argument)),
    ])
  })
})

describe('the name of a unit', () => {
  it.each([
    'a.service',
    '-.mount',
    'app-foo\\x2dbar@baz:1.service',
    'a..b.service',
    'UPPER_lower.socket',
    `${'a'.repeat(247)}.service`,
  ])('%s is one', (name) => {
    expect(isUnitName(name)).toBe(true)
  })

  it.each([
    '',
    '.',
    '..',
    '.service',
    'a',
    'a.txt',
    'a.service/../b.service',
    'a/b.service',
    'a b.service',
    'a*.service',
    'a\n.service',
    'a.service\n',
    'ü.service',
    `${'a'.repeat(248)}.service`,
  ])('%j is none', (name) => {
    expect(isUnitName(name)).toBe(false)
  })
})
