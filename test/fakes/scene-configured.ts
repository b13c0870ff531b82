/** Machines on which a lot is written: services, groups, profiles, limits, and what stands against it. */
import { apache2 } from '../../electron/engine/profiles/apache2.ts'
import { nginx } from '../../electron/engine/profiles/nginx.ts'
import type { ServiceConfiguration } from '../../shared/configuration.ts'
import type { WrittenConfiguration, WrittenEntry } from '../../shared/configuration-edit.ts'
import { ownProfileSchema, type OwnProfile, type Profile } from '../../shared/profile.ts'
import { makeProfile, makeSignal } from './profiles.ts'
import { kamailio } from './scene-known.ts'
import { plainSettings, type SceneSettings } from './scene-settings.ts'
import { servicesFile } from './scene-suggestions.ts'
import type { Scene } from './scenes.ts'

export const machineFile = '/etc/quiesce/services.d/10-site.yaml'

/** A name as long as any. */
export const longServiceName = `rtpengine-recording-daemon-of-the-south-${'x'.repeat(24)}`

const own = <T>(name: string, value: T, line: number): WrittenEntry<T> => ({
  name,
  value,
  place: `${servicesFile}:${line}:3`,
  own: true,
})
const machine = <T>(name: string, value: T, line: number): WrittenEntry<T> => ({
  name,
  value,
  place: `${machineFile}:${line}:3`,
  own: false,
})

export const iguanaConfiguration: ServiceConfiguration = {
  title: 'Iguana',
  exe: '/opt/iguana/iguana_service',
  user: 'iguana',
  pidfile: '/run/iguana.pid',
  lockfile: '/var/lock/subsys/iguana',
  start: ['/etc/init.d/iguana', 'start'],
  schedule: 'stop/60/ask/KILL/5',
  needs: ['postgres'],
  restart: { on: 'failure', delay: 5, limit: 3, within: 600 },
  probe: { port: 7433, every: 30, timeout: 5, failures: 3 },
}

/** A profile that needs nothing of the catalogue. */
const wholeProfile = (more: Partial<Profile>): OwnProfile => {
  const fields = Object.entries(makeProfile('iguana', more)).filter(([key]) => key !== 'id')
  return ownProfileSchema.parse(Object.fromEntries(fields))
}

const configuration: WrittenConfiguration = {
  file: { path: servicesFile, there: true },
  services: [
    own('iguana', iguanaConfiguration, 3),
    own('kamailio', { init: 'kamailio', profile: 'kamailio', needs: ['postgres'] }, 18),
    own('postgres', { unit: 'postgresql@15-main.service', schedule: 'stop/120/ask/KILL/5' }, 24),
    own(
      longServiceName,
      {
        title: 'Call recording of the southern region, all tenants but the two in Graz',
        exe: '/opt/vendor/rtpengine/recording/bin/rtpengine-recording-daemon-11.5.1',
        pidfile: '/run/rtpengine/recording/south/rtpengine-recording-daemon.pid',
      },
      30,
    ),
    machine('backup', { exe: '/usr/local/sbin/backup-agent', port: 9102 }, 4),
  ],
  groups: [
    own('voice', ['kamailio', 'iguana', 'postgres'], 41),
    machine('everything', ['backup', 'nginx.service', 'postgres'], 12),
  ],
  profiles: [
    own(
      'iguana',
      wholeProfile({
        signals: [
          makeSignal(),
          makeSignal({
            signal: 'USR1',
            role: 'statistics',
            action: 'Print statistics',
            does: 'writes its counters to the log',
          }),
        ],
      }),
      50,
    ),
    own('nginx', { signals: [makeSignal({ price: 'long uploads are cut after a minute' })] }, 74),
  ],
  problems: [],
}

const rich: SceneSettings = {
  ...plainSettings,
  own: {
    window: { force: 'type' },
    notify: { quiet: { from: '22:00', to: '06:30', urgent: true } },
    favourites: ['kamailio', 'nginx.service', longServiceName],
    schedule: 'stop/45/ask/KILL/5',
    limits: { never: ['sshd.service'], hosts: { 'sip-edge-04': { force: 'person' } } },
  },
  configuration,
  catalogue: [
    { profile: apache2, own: false },
    { profile: kamailio, own: false },
    { profile: nginx, own: true },
    { profile: makeProfile('iguana'), own: true },
  ],
  imported: {
    done: false,
    added: ['services.redis', 'groups.caches'],
    changed: ['services.iguana', 'settings.notify.quiet'],
    removed: ['profiles.nginx'],
    problems: [],
  },
}

/** Much of it is the machine's, nobody is there to ask, and a file has a mistake. */
const fixed: SceneSettings = {
  ...rich,
  own: {},
  machine: [
    { key: 'window.force', place: `${machineFile}:31:5` },
    { key: 'notify.quiet', place: `${machineFile}:34:5` },
    { key: 'schedule', place: `${machineFile}:38:3` },
    { key: 'limits.force', place: `${machineFile}:40:5` },
  ],
  inForce: {
    schedule: 'stop/120/ask',
    limits: { never: ['sshd.service', 'backup'], force: 'person' },
  },
  imported: {
    ...plainSettings.imported,
    added: [],
    problems: ['7:5: "schedul" is no key; expected schedule', '12:9: expected an absolute path'],
  },
  problems: [`${servicesFile}:7:5: \`schedul\` is no key; expected schedule.`],
}

const many: SceneSettings = {
  ...rich,
  configuration: {
    ...configuration,
    services: Array.from({ length: 300 }, (_, at) =>
      own(
        `worker-${String(at).padStart(3, '0')}`,
        { exe: `/opt/workers/${at}/bin/worker` },
        3 + at * 2,
      ),
    ),
  },
}

const permission = (scene: Scene, more: Partial<Scene['host']['permission']>): Scene['host'] => ({
  ...scene.host,
  permission: { ...scene.host.permission, ...more },
})

/** Scenes of settings, made of an ordinary one. */
export const configuredScenes = (base: (now: number) => Scene) => ({
  settings: (now: number): Scene => ({ ...base(now), runs: [], settings: rich }),
  settingsFixed: (now: number): Scene => {
    const scene = base(now)
    const why = 'polkit was asked at 03:12 and found no agent of your session.'
    return {
      ...scene,
      runs: [],
      settings: fixed,
      host: permission(scene, { kind: 'no-agent', why }),
    }
  },
  settingsGranted: (now: number): Scene => {
    const scene = base(now)
    const granted = [{ action: 'signals' as const, since: now - 1_260_000 }]
    return {
      ...scene,
      runs: [],
      settings: rich,
      host: permission(scene, { granted, asking: null }),
    }
  },
  settingsAsking: (now: number): Scene => {
    const scene = base(now)
    return { ...scene, runs: [], settings: rich, host: permission(scene, { asking: 'deadlines' }) }
  },
  settingsMany: (now: number): Scene => ({ ...base(now), runs: [], settings: many }),
})
