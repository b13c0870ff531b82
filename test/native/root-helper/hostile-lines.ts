/** Lines that are no requests, whatever the role. */
import { badRequest, casesOf, type HostileCase } from './hostile-case.ts'
import type { Role } from './root-helper.ts'

/** A good request of each role, about things that are not there. */
const good: Readonly<Record<Role, string>> = {
  signals: 'release 1 run-nix',
  'init-scripts': 'run 1 nix start',
  'stale-files': 'remove 1 pid /run/nix.pid',
  deadlines: 'back 1 nix.service',
}

const spoilt = (line: string): readonly (string | Buffer)[] => {
  const [word = '', ...rest] = line.split(' ')
  return [
    '',
    ' ',
    ` ${line}`,
    `${line} `,
    line.replace(' ', '  '),
    line.replaceAll(' ', '\t'),
    `${line}\r`,
    `${line} more`,
    word,
    `${word} `,
    word.toUpperCase() + line.slice(word.length),
    `${word}\0 ${rest.join(' ')}`,
    `${line}\0`,
    Buffer.from([...Buffer.from(line), 0xff, 0xfe]),
    Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0x80, 0xc3]),
    line.replace(' 1 ', ' -1 '),
    line.replace(' 1 ', ' +1 '),
    line.replace(' 1 ', ' 01 '),
    line.replace(' 1 ', ' 1.0 '),
    line.replace(' 1 ', ' 0x1 '),
    line.replace(' 1 ', ' 18446744073709551616 '),
    line.replace(' 1 ', ' 99999999999999999999999999 '),
    line.padEnd(256, 'x'),
    line.padEnd(10_000, 'x'),
    'x'.repeat(256),
    `"${line}"`,
    `${word}%20${rest.join('%20')}`,
    'sudo reboot',
    `; ${line}`,
  ]
}

/** The same for all roles, and the words of the other roles. */
export const hostileLines: readonly HostileCase[] = (Object.keys(good) as Role[]).flatMap(
  (role) => [
    ...casesOf('no request', role, badRequest, spoilt(good[role])),
    ...casesOf(
      'requests of another role',
      role,
      badRequest,
      (Object.keys(good) as Role[]).filter((other) => other !== role).map((other) => good[other]),
    ),
  ],
)
