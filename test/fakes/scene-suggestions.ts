/** What the scenes' engine would write for a process or script that a person wants to keep. */
import type { Suggestion } from '../../shared/suggestion.ts'
import { sceneRow } from './scene-rows.ts'

export const servicesFile = '/home/ops/.config/quiesce/services.yaml'

const none = { pidFiles: [], lockFiles: [], profiles: [], file: servicesFile, refusal: null }

export const sceneSuggestions = (now: number): Readonly<Record<string, Suggestion>> => ({
  'redis-server': {
    ...none,
    target: 'redis-server',
    row: sceneRow('redis-server', now, { pid: 978, subtitle: '/usr/bin/redis-server' }),
    name: 'redis',
    configuration: {
      title: 'Redis',
      exe: '/usr/bin/redis-server',
      pidfile: '/run/redis/redis-server.pid',
      start: ['/usr/bin/redis-server', '/etc/redis/redis.conf'],
      schedule: 'stop/30/ask/KILL/5',
    },
    found: [
      '/run/redis/redis-server.pid names 978 and was written after it started.',
      'It listens on port 6379.',
      'The profile "Redis" fits: it runs /usr/bin/redis-server.',
    ],
    pidFiles: ['/run/redis/redis-server.pid', '/var/run/redis-old.pid'],
    lockFiles: ['/var/lock/subsys/redis'],
    profiles: [
      { id: 'redis', title: 'Redis' },
      { id: 'valkey', title: 'Valkey' },
    ],
  },
  tnslsnr: {
    ...none,
    target: 'tnslsnr',
    row: sceneRow('tnslsnr', now, { pid: 2871 }),
    name: 'tnslsnr',
    configuration: {
      exe: '/u01/app/oracle/product/19.0.0/dbhome_1/bin/tnslsnr',
      user: 'oracle',
    },
    found: ['No pid file names 2871 or a relative of it.'],
  },
  'init:faxspool': {
    ...none,
    target: 'init:faxspool',
    row: sceneRow('faxspool', now),
    name: 'faxspool',
    configuration: { init: 'faxspool', lockfile: '/var/lock/subsys/faxspool' },
    found: ['/etc/init.d/faxspool names its lock file.'],
    lockFiles: ['/var/lock/subsys/faxspool'],
  },
  nginx: {
    ...none,
    target: 'nginx',
    row: sceneRow('nginx', now, { pid: 912 }),
    name: 'nginx',
    configuration: { unit: 'nginx.service' },
    found: ['912 is the main process of nginx.service.'],
    refusal: {
      code: 'managed-by-unit',
      message: 'nginx belongs to the systemd unit nginx.service, which is a service already.',
      next: 'Look at nginx.service.',
      place: 'nginx.service',
    },
  },
})
