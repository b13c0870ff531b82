/** Whom a unit's stop leaves running: systemd.kill(5), "KillMode=". */
import type { UnitSettings } from '../../../../shared/unit.ts'

/** Which of the unit's processes is meant: the main one, the one that runs ExecStop= or ExecReload=, or any other. */
export interface ProcessRole {
  readonly isMain: boolean
  readonly isControl: boolean
}

/**
 * Why a process of the unit's cgroup is left running on purpose, without a full stop, or null where
 * it counts. The main and the control process always count: with KillMode=none nobody signals the
 * main process either, but its end is what the ExecStop= commands are for.
 */
export function keptByKillMode(settings: UnitSettings, who: ProcessRole): string | null {
  if (who.isMain || who.isControl) return null
  switch (settings.killMode) {
    case 'process':
      return 'KillMode=process: systemd signals only the main process'
    case 'none':
      return 'KillMode=none: systemd signals nobody, only ExecStop= asks the service to end'
    case 'control-group':
    case 'mixed':
      return null
  }
}
