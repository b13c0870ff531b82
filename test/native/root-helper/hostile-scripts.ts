import { badRequest, casesOf, refusedFor, type HostileCase } from './hostile-case.ts'

const run = (name: string): string => `run 1 ${name} start`

/** Requests of the init-scripts role that must not be carried out in the world of world.sh. */
export const hostileScripts: readonly HostileCase[] = [
  ...casesOf('other paths to scripts', 'init-scripts', badRequest, [
    ...[
      '../../bin/sh',
      '/etc/init.d/good',
      './good',
      '../init.d/good',
      'good/',
      'a/b',
      '.',
      '..',
    ].map(run),
    ...[
      '.hidden',
      '-c',
      '--help',
      '-',
      'good;id',
      'good$(id)',
      'good`id`',
      'good|id',
      'good&',
      'go*d',
    ].map(run),
    ...['%2e%2e%2fgood', 'good%00', 'good\\', '"good"', "'good'", 'goöd', 'g'.repeat(128), '~'].map(
      run,
    ),
  ]),
  ...casesOf(
    'actions',
    'init-scripts',
    badRequest,
    [
      ...[
        '',
        'START',
        'stop;id',
        'stop ',
        'kill',
        '--force',
        '-9',
        'status%20x',
        'start\0',
        'try-restart',
      ],
      ...['condrestart', '$0', 'start stop', 'force_reload', 'stopp', 'sto'],
    ].map((action) => `run 1 good ${action}`),
  ),
  ...casesOf('foreign scripts', 'init-scripts', refusedFor('not-roots'), [
    ...['foreign', 'to-foreign', 'to-foreign-folder', 'foreign-link'].map(run),
  ]),
  ...casesOf('scripts that others may write', 'init-scripts', refusedFor('writable'), [
    ...['world-writable', 'group-writable', 'to-writable-folder', 'to-sticky-folder'].map(run),
  ]),
  ...casesOf('no scripts', 'init-scripts', refusedFor('not-a-script'), [
    ...[
      'folder',
      'fifo',
      'device',
      'socket',
      'not-executable',
      'no-interpreter-line',
      'to-folder',
    ].map(run),
  ]),
  ...casesOf('scripts that lead nowhere', 'init-scripts', refusedFor('unknown', 'error'), [
    ...['nix', 'dangling', 'loop', 'missing-interpreter', 'through-file'].map(run),
  ]),
  ...casesOf('scripts of the machine itself', 'init-scripts', refusedFor('protected'), [
    ...[
      'halt',
      'reboot',
      'rc',
      'rcS',
      'single',
      'sendsigs',
      'umountfs',
      'umountroot',
      'mountall.sh',
    ].map(run),
    ...['killprocs', 'checkroot.sh', 'networking', 'functions', 'hwclock.sh'].map(run),
    ...[
      'dbus stop',
      'udev restart',
      'messagebus reload',
      'elogind stop',
      'polkit force-reload',
    ].map((words) => `run 1 ${words}`),
  ]),
]
