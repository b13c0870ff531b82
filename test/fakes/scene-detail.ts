/** What a scene tells of one service when it is looked at closely. */
import type { ServiceDetail, ServiceRow } from '../../shared/service.ts'
import { defaultAction, signalNumbers, type SignalName } from '../../shared/signals.ts'
import { sceneUnit } from './scene-units.ts'
import type { Scene } from './scenes.ts'

const day = 24 * 3600_000

const shownSignals: readonly SignalName[] = [
  'HUP',
  'INT',
  'QUIT',
  'USR1',
  'USR2',
  'TERM',
  'CHLD',
  'WINCH',
]
const caught: readonly SignalName[] = ['INT', 'TERM', 'USR1', 'CHLD']

/** A unit without a detail of its own is an ordinary one. */
const unitOf = (scene: Scene, row: ServiceRow): ServiceDetail['unit'] =>
  scene.units.details[row.target] ??
  sceneUnit(row.unit?.name ?? row.target, scene.now, { manager: row.unit?.manager ?? 'system' })

/** The detail of a service of a scene. */
export function sceneDetail(scene: Scene, row: ServiceRow): ServiceDetail {
  const at = (
    days: number,
    tookMs: number | null,
    outcome: string,
  ): ServiceDetail['history'][number] => ({
    runId: `run-${days}`,
    at: scene.now - days * day,
    outcome,
    tookMs,
  })
  return {
    row,
    members: scene.members[row.target] ?? [],
    suspects: scene.suspects[row.target] ?? [],
    executable: '/usr/sbin/kamailio',
    pidFile:
      row.backend === 'pidfile'
        ? {
            path: '/run/kamailio/kamailio.pid',
            verdict: 'trusted',
            pid: 4698,
            evidence: ['Written after 4698 started; nobody else can write it.'],
          }
        : null,
    lockFile: row.backend === 'pidfile' ? { path: '/var/lock/subsys/kamailio', there: true } : null,
    unit: row.unit === null ? null : unitOf(scene, row),
    init: null,
    profile: null,
    watch: null,
    schedule: 'stop/30/ask/KILL/5',
    scheduleSource: 'default',
    startCommand:
      row.backend === 'pidfile' ? ['/usr/sbin/kamailio', '-P', '/run/kamailio/kamailio.pid'] : null,
    stopCommand: null,
    signals: shownSignals.map((signal) => ({
      signal: `SIG${signal}`,
      number: signalNumbers[signal],
      here: caught.includes(signal) ? 'caught' : signal === 'HUP' ? 'ignored' : 'default',
      meaning: null,
      effect: {
        terminate: 'ends it',
        core: 'ends it with a core dump',
        ignore: 'does nothing',
        stop: 'stops it',
        continue: 'continues it',
      }[defaultAction(signal)],
    })),
    history:
      row.backend === 'pidfile'
        ? [
            at(1, 4200, 'stopped'),
            at(9, 3900, 'stopped'),
            at(48, 41_000, 'killed'),
            at(60, null, 'abandoned'),
          ]
        : [],
    stopTimes: null,
    ...scene.details[row.target],
  }
}
