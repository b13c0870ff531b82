import { badRequest, casesOf, refusedFor, type HostileCase } from './hostile-case.ts'

const pid = (path: string): string => `remove 1 pid ${path}`
const lock = (path: string): string => `remove 1 lock ${path}`

/** Requests of the stale-files role that must not be carried out in the world of world.sh. */
export const hostileFiles: readonly HostileCase[] = [
  ...casesOf('crooked paths', 'stale-files', badRequest, [
    ...[
      'run/dead.pid',
      '/run/../etc/passwd',
      '/run/./dead.pid',
      '/run//dead.pid',
      '/run/dead.pid/',
    ].map(pid),
    ...[
      '/run/%2e%2e/etc/passwd',
      '/run/%2E%2e/x',
      '/run/x%2f..%2fdead.pid',
      '/run/dead.pid%00.txt',
    ].map(pid),
    ...[
      '/run/dead.pid%0a',
      '%2',
      '/run/%',
      '/run/dead.pid*',
      '~/dead.pid',
      '/',
      '.',
      '..',
      '/run/..',
    ].map(pid),
    ...[
      '/run/a b',
      '/run/dead.pid;',
      '$HOME',
      '/run/%ff.pid',
      '/run/%c0%ae%c0%ae/x',
      '/run/dead\\.pid',
    ].map(pid),
    'remove 1 pid /run/dead.pid /usr/bin/sleep',
    'remove 1 file /run/dead.pid',
    'remove 1 lock /run/x.lock usr/bin/x',
    'remove 1 lock /run/x.lock /usr/../bin/x',
    'remove 1 lock /run/x.lock /usr/bin/x /usr/bin/y',
    'remove 1',
    'remove 1 pid',
  ]),
  ...casesOf('other places', 'stale-files', refusedFor('place', 'kind', 'gone'), [
    ...['/etc/passwd', '/etc/shadow', '/tmp/dead.pid', '/var/log/dead.pid', '/home/dead.pid'].map(
      pid,
    ),
    ...[
      '/dev/null',
      '/proc/1/stat',
      '/proc/self/root/run/dead.pid',
      '/sys/kernel/x',
      '/run',
      '/var/run',
    ].map(pid),
    ...[
      '/run/systemd/dead.pid',
      '/run/user/1000/dead.pid',
      '/run/udev/dead.pid',
      '/run/quiesce/dead.pid',
    ].map(pid),
    ...[
      '/run/credentials/x',
      '/run/media/u/x.pid',
      '/run/mount/x',
      '/runx/dead.pid',
      '/var/runx/x',
    ].map(pid),
    ...[
      '/run/nix.pid',
      '/run/dead.pid/x',
      '/var/lock',
      '/run/lock/subsys',
      '/run/link-folder/dead.pid',
    ].map(pid),
    ...[
      '/run/open-folder/dead.pid',
      '/run/group-folder/dead.pid',
      '/run/foreign-folder/roots.pid',
    ].map(pid),
    ...[
      '/run/two-owners/inner/dead.pid',
      '/run/mounted/dead.pid',
      '/run/foreign-folder/others.pid',
    ].map(pid),
    ...['/run/notes', '/run/utmp', '/run/plain', '/etc/x.lock'].map(lock),
  ]),
  ...casesOf('no plain files', 'stale-files', refusedFor('kind'), [
    ...[
      'fifo',
      'device',
      'socket',
      'folder',
      'link-to-file',
      'link-to-dead',
      'hard-link',
      'large',
    ].map((name) => pid(`/run/kinds/${name}`)),
    lock('/run/lock/subsys/link'),
    lock('/run/lock/subsys/hard-link'),
  ]),
  ...casesOf('contents that prove nothing', 'stale-files', refusedFor('bad'), [
    ...[
      'empty',
      'zero',
      'one',
      'negative',
      'two',
      'lines',
      'octal',
      'hex',
      'huge',
      'beyond',
      'wrapped',
    ].map((name) => pid(`/run/contents/${name}`)),
    ...['text', 'binary', 'nul', 'spaced', 'followed', 'open'].map((name) =>
      pid(`/run/contents/${name}`),
    ),
    ...['/run/empty.lock', '/run/text.lock', '/run/lock/subsys/text', '/run/lock/open'].map(lock),
  ]),
  ...casesOf('owners that live', 'stale-files', refusedFor('alive'), [
    ...['alive', 'alive-crlf', 'init', 'namesake'].map((name) => pid(`/run/living/${name}.pid`)),
    ...[
      '/var/lock/subsys/lurker',
      '/run/lock/lurker',
      '/run/lock/subsys/scripted',
      '/run/living/x.lock',
    ].map(lock),
    `${lock('/run/lock/subsys/other')} /opt/world/lurker`,
  ]),
  ...casesOf('files in use', 'stale-files', refusedFor('in-use'), [
    ...['opened', 'flocked', 'locked'].map((name) => pid(`/run/used/${name}.pid`)),
    lock('/run/lock/subsys/opened'),
  ]),
  ...casesOf('clocks that were set', 'stale-files', refusedFor('unknown'), [
    pid('/run/living/old.pid'),
  ]),
]
