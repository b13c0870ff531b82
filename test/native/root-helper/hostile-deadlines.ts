import { badRequest, casesOf, refusedFor, type HostileCase } from './hostile-case.ts'

const badUnits = [
  ...[
    '../x.service',
    '/etc/x.service',
    'a/b.service',
    '..',
    '.',
    'x',
    '.service',
    'x.service.d',
    'x.socket',
  ],
  ...[
    'x.target',
    'x.mount',
    'x.slice',
    'x.scope',
    'x@.service',
    '@.service',
    '.x.service',
    'x%2fy.service',
  ],
  ...[
    'x y.service',
    'x.service;',
    'x$.service',
    'x*.service',
    'x.SERVICE',
    'é.service',
    'x.service\\n',
  ],
  ...[
    'quiesce-tidy-x.service',
    `${'x'.repeat(248)}.service`,
    '"x.service"',
    'x.service/',
    '-',
    '--now',
  ],
]

const badSeconds = [
  '0',
  '86401',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '18446744073709551616',
  'infinity',
  '010',
  '',
]

/** Requests of the deadlines role that must not be carried out in the world of world.sh. */
export const hostileDeadlines: readonly HostileCase[] = [
  ...casesOf('names of units', 'deadlines', badRequest, [
    ...badUnits.map((unit) => `back 1 ${unit}`),
    ...badUnits.slice(0, 8).map((unit) => `move 1 ${unit} 600 run-1`),
  ]),
  ...casesOf('seconds and runs', 'deadlines', badRequest, [
    ...badSeconds.map((seconds) => `move 1 stopping.service ${seconds} run-1`),
    ...['', 'Run', 'a.b', 'a%0aExecStart=x', 'x'.repeat(65), '..', 'a\\n', 'a b'].map(
      (run) => `move 1 stopping.service 600 ${run}`,
    ),
  ]),
  ...casesOf('deadlines that would come nearer', 'deadlines', refusedFor('earlier'), [
    'move 1 stopping.service 1 run-1',
    'move 1 stopping.service 89 run-1',
    'move 1 for-ever.service 86400 run-1',
  ]),
  ...casesOf(
    'units that nobody stops, or changed',
    'deadlines',
    refusedFor('idle', 'unknown', 'edited', 'fixed'),
    [
      ...['running', 'missing', 'masked', 'alias', 'edited', 'killed'].map(
        (unit) => `move 1 ${unit}.service 600 run-1`,
      ),
    ],
  ),
  ...casesOf('stops under way', 'deadlines', refusedFor('stopping'), ['back 1 stopping.service']),
  ...casesOf('folders of others', 'deadlines', refusedFor('place'), [
    ...['linked', 'open', 'foreign'].flatMap((unit) => [
      `move 1 ${unit}.service 600 run-1`,
      `back 1 ${unit}.service`,
    ]),
  ]),
  ...casesOf('answers that nobody understands', 'deadlines', refusedFor('error'), [
    'move 1 garbled.service 600 run-1',
    'move 1 failing.service 600 run-1',
  ]),
]
