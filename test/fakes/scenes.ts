/** Scenes for the window: a host, its services and runs, as the engine would tell them. */
import type { RunView } from '../../shared/contract.ts'
import type { HostInfo } from '../../shared/host.ts'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import type { Leftover, Tidied } from '../../shared/leftovers.ts'
import type { Order } from '../../shared/order.ts'
import type { Member, Suspect } from '../../shared/process.ts'
import type { ServiceRow } from '../../shared/service.ts'
import type { Suggestion } from '../../shared/suggestion.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import {
  knownAlerts,
  knownDetails,
  knownLeftovers,
  knownRows,
  type KnownDetails,
} from './scene-known.ts'
import { configuredScenes } from './scene-configured.ts'
import { groupedConfiguration, plainSettings, type SceneSettings } from './scene-settings.ts'
import { sceneSuggestions } from './scene-suggestions.ts'
import { everydayRows, kamailioMembers, sceneMember, sceneRow } from './scene-rows.ts'
import type { SceneMore } from './scene-more.ts'
import { makeRunView } from './scene-runs.ts'
import { unitRows } from './scene-unit-rows.ts'
import { noUnits, sceneUnits, unitMembers, type SceneUnits } from './scene-units.ts'

const day = 24 * 3600_000

/** All that a fake client tells of one machine. */
export interface Scene {
  readonly host: HostInfo
  readonly rows: readonly ServiceRow[]
  readonly problems: readonly string[]
  readonly hidden: number
  readonly members: Readonly<Record<string, readonly Member[]>>
  readonly suspects: Readonly<Record<string, readonly Suspect[]>>
  readonly runs: readonly RunView[]
  readonly journal: readonly JournalEntry[]
  readonly units: SceneUnits
  /** What is told of some services beside what every one has. */
  readonly details: KnownDetails
  readonly leftovers: Readonly<Record<string, readonly Leftover[]>>
  /** What of them is tidy; absent: nothing is said. */
  readonly tidy?: Readonly<Record<string, readonly Tidied[]>>
  readonly alerts: readonly ServiceAlert[]
  readonly orders: readonly Order[]
  readonly suggestions: Readonly<Record<string, Suggestion>>
  readonly settings: SceneSettings
  readonly now: number
  /** Why a stop hangs and what came of it, where it is played. */
  readonly more?: SceneMore
}

export const sceneHost = (now: number): HostInfo => ({
  hostName: 'sip-edge-03',
  system: 'Debian 12',
  kernel: 'Linux 6.1.0',
  user: 'ops',
  root: false,
  bootedAt: now - 41 * day - 7_200_000,
  version: '0.1.0',
  guarantee: { kind: 'exact', why: 'signal helper, pidfd' },
  journal: {
    state: 'writing',
    folder: '/home/ops/.local/state/quiesce/journal',
    records: 2418,
    why: null,
  },
  systemd: true,
  abilities: [
    { has: true, what: 'Exact signals', source: 'through pidfd' },
    { has: true, what: 'Every exit seen as it happens', source: 'pidfd_open, poll' },
    { has: false, what: 'Daemons of other users', source: 'not root' },
  ],
  permission: {
    kind: 'can-ask',
    why: 'The system asks for permission when it is needed.',
    granted: [],
    asking: null,
  },
})

const baseScene = (now: number): Scene => ({
  host: sceneHost(now),
  rows: everydayRows(now),
  problems: [],
  hidden: 45,
  members: { kamailio: kamailioMembers() },
  suspects: {
    kamailio: [
      {
        member: sceneMember(6120, 'kamailio'),
        why: 'same executable (/usr/sbin/kamailio) and user (kamailio) as kamailio (4698), but no relation seen',
      },
    ],
  },
  runs: [makeRunView('waiting', now, kamailioMembers())],
  journal: [],
  units: noUnits,
  details: {},
  leftovers: {},
  alerts: [],
  orders: [],
  suggestions: sceneSuggestions(now),
  settings: plainSettings,
  now,
})

/** A machine whose services are systemd units. */
const unitScene = (now: number): Scene => ({
  ...baseScene(now),
  runs: [],
  hidden: 0,
  rows: unitRows(now),
  members: { 'kamailio.service': unitMembers() },
  suspects: {
    'kamailio.service': [
      {
        member: sceneMember(6120, 'kamailio'),
        why: 'started by the same invocation of kamailio.service, now in session-4.scope',
      },
    ],
  },
  units: sceneUnits(now),
})

const limitPlace = '/etc/quiesce/services.d/10-site.yaml:31:14'
const neverRedis = {
  code: 'protected',
  message: `redis-server is protected: redis-server is never stopped from here, by ${limitPlace}.`,
  next: 'Change that file if you may, or stop it with its own command.',
  place: limitPlace,
} as const

const hostile = '<img src=x onerror=alert(1)>\n\u202egnp.exe\u0007'

/** The scenes by name. Every one is a function of the moment, so that clocks make sense. */
export const scenes = {
  ...configuredScenes(baseScene),
  everyday: baseScene,
  quiet: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: everydayRows(now).slice(4),
  }),
  empty: (now: number): Scene => ({ ...baseScene(now), rows: [], runs: [], hidden: 0 }),
  problems: (now: number): Scene => ({
    ...baseScene(now),
    problems: [
      '/home/ops/.config/quiesce/services.yaml:7:5: "schedul" is no key; expected schedule',
    ],
  }),
  thousand: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: Array.from({ length: 1000 }, (_, at) =>
      sceneRow(`daemon-${String(at).padStart(4, '0')}`, now, {
        pid: 2000 + at,
        subtitle: `/opt/daemons/${at}`,
      }),
    ),
  }),
  units: unitScene,
  rootUnits: (now: number): Scene => ({
    ...unitScene(now),
    host: { ...sceneHost(now), root: true, user: 'root' },
  }),
  thousandUnits: (now: number): Scene => ({
    ...unitScene(now),
    rows: Array.from({ length: 1000 }, (_, at) => {
      const name = `worker@${String(at).padStart(4, '0')}.service`
      const base = unitRows(now)[at % 13] ?? sceneRow(name, now)
      return { ...base, target: name, title: name, unit: { name, manager: 'system' } }
    }),
  }),
  hostile: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: [
      sceneRow(hostile, now, { pid: 4698, subtitle: '/tmp/<script>alert(1)</script>\u001b[31m' }),
    ],
    members: {
      [hostile]: [
        sceneMember(4698, hostile, {
          main: true,
          reasons: [{ kind: 'picked', how: 'main process' }],
        }),
      ],
    },
  }),
  known: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: knownRows(now),
    details: knownDetails(now),
    leftovers: knownLeftovers,
    alerts: knownAlerts(now),
    settings: { ...plainSettings, configuration: groupedConfiguration },
  }),
  /** Nothing is forced here, and one service is never stopped. */
  limited: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: everydayRows(now)
      .slice(4)
      .map((row) => (row.target === 'redis-server' ? { ...row, limit: neverRedis } : row)),
    settings: {
      ...plainSettings,
      inForce: { limits: { force: 'never', never: ['redis-server'] } },
    },
  }),
  hundred: (now: number): Scene => ({
    ...baseScene(now),
    runs: [],
    rows: Array.from({ length: 100 }, (_, at) =>
      sceneRow(`worker-${String(at).padStart(3, '0')}`, now, { pid: 3000 + at }),
    ),
  }),
  weak: (now: number): Scene => ({
    ...baseScene(now),
    host: {
      ...sceneHost(now),
      guarantee: { kind: 'checked', why: 'no signal helper: cc not found when built' },
      journal: {
        ...sceneHost(now).journal,
        state: 'failing',
        why: 'ENOSPC: no space left on device',
      },
    },
  }),
} as const
export type SceneName = keyof typeof scenes
