import { badRequest, casesOf, type HostileCase } from './hostile-case.ts'

/** Processes of the world (world.sh) by name, as the host counts them. */
export type Decoys = ReadonlyMap<string, { readonly pid: string; readonly start: string }>

const protectedNames = [
  ...['systemd', 'systemd-journald', 'systemd-logind', 'systemd-udevd', 'elogind', 'dbus-daemon'],
  ...[
    'dbus-broker',
    'dbus-broker-launch',
    'polkitd',
    'init',
    'client',
    'init-process',
    'namespaced',
  ],
]

const badRuns = [
  ...['run.1', '../run', 'a/b', '/run', 'RUN', 'run_1', 'run 1', 'run%2d1', '.', '..', 'rün'],
  ...['a'.repeat(65), 'run-1.json', 'run*', '$(id)', 'run-1\\'],
]

const badTexts = [
  ...[
    '%00',
    'a%00b',
    '%0A',
    '%0d',
    '%7F',
    '%1b%5b',
    '%C2%85',
    '%FF',
    '%C0%80',
    '%ED%A0%80',
    '%E2%82',
  ],
  ...[
    '%F4%90%80%80',
    '%',
    '%4',
    '%zz',
    'a%2',
    'a"b',
    "a'b",
    'a\\b',
    'a`b',
    'a$b',
    'é',
    'a;b',
    '{}',
  ],
]

/** Requests of the signals role that must not be carried out in this world. */
export function hostileSignals(decoys: Decoys): readonly HostileCase[] {
  const of = (name: string): string => {
    const found = decoys.get(name)
    if (found === undefined) throw new Error(`the world has no ${name}`)
    return `${found.pid} ${found.start}`
  }
  const [victim = '', start = ''] = of('victim').split(' ')
  return [
    ...casesOf(
      'protected processes',
      'signals',
      /^refused 1 protected$/,
      ['0 0', '1 0', '1 1', ...protectedNames.map(of)].map((who) => `open 1 ${who}`),
    ),
    ...casesOf('changed identities', 'signals', /^refused 1 (?:changed|gone|error EINVAL)$/, [
      `open 1 ${victim} ${Number(start) + 1}`,
      `open 1 ${victim} 0`,
      `open 1 ${victim} 18446744073709551615`,
      `open 1 ${victim} ${start} 1`,
      `open 1 ${of('zombie')}`,
      'open 1 2147483647 1',
      'open 1 4194304 1',
    ]),
    ...casesOf('numbers at their bounds', 'signals', badRequest, [
      `open 1 2147483648 ${start}`,
      `open 1 4294967296 ${start}`,
      `open 1 4294967297 ${start}`,
      `open 1 18446744073709551615 ${start}`,
      `open 1 -${victim} ${start}`,
      `open 1 -1 ${start}`,
      `open 1 ${victim}`,
      'signal 1 1 0',
      'signal 1 1 65',
      'signal 1 1 -9',
      'signal 1 1 4294967305',
      'signal 1 1 SIGKILL',
      'signal 1 1 9 9',
    ]),
    ...casesOf('handles that nobody got', 'signals', /^failed 1 EBADF$/, [
      'signal 1 0 9',
      'signal 1 1 9',
      'signal 1 18446744073709551615 9',
      `signal 1 ${victim} 9`,
      'close 1 1',
      'member 1 run-1 1',
    ]),
    ...casesOf('names of claims', 'signals', badRequest, [
      ...badRuns.map((run) => `claim 1 ${run} cli init:x Title`),
      ...badRuns.slice(0, 6).map((run) => `release 1 ${run}`),
    ]),
    ...casesOf('texts of claims', 'signals', badRequest, [
      ...badTexts.map((text) => `claim 1 run-1 cli init:x ${text}`),
      ...badTexts.slice(0, 6).map((text) => `claim 1 run-1 ${text} init:x Title`),
      ...badTexts.slice(0, 6).map((text) => `claim 1 run-1 cli ${text} Title`),
    ]),
    ...casesOf('claims of others', 'signals', /^busy 1 [0-9a-z-]+ 0 \S+$/, [
      'claim 1 run-new cli init:theirs Title',
      'claim 1 run-theirs cli init:x Title',
      // Whatever it is about: nobody can read it.
      'claim 1 run-new cli init:anything Title',
    ]),
    ...casesOf('claims that are not ours', 'signals', /^failed 1 ENOENT$/, [
      'release 1 run-theirs',
      'release 1 run-nix',
    ]),
  ]
}
