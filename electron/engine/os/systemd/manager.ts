import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../../../../shared/errors.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import type { TransientUnit } from '../../decide/unit/transient.ts'
import type { RawProperties } from '../../parse/unit-properties.ts'
import {
  systemBusSocket,
  userBusSocket,
  userRuntimeFolder,
  type BusEnvironment,
} from '../dbus/address.ts'
import { isBusError } from '../dbus/bus-error.ts'
import type { BusCall } from '../dbus/ports.ts'
import type { Clock } from '../ports.ts'
import { ManagerLink } from './manager-link.ts'
import {
  activatableNamesCall,
  killCall,
  managerCall,
  readUnitCall,
  reloadCall,
  startTransientCall,
  unitAction,
} from './manager-messages.ts'
import { PropertyReader } from './manager-properties.ts'
import { readListing, readProperties } from './manager-replies.ts'
import type { KillWhom, ManagerEvent, SystemdManager, UnitListing } from './ports.ts'

export interface SystemdManagerOptions {
  readonly manager: UnitManager
  readonly clock: Clock
  /** DBUS_SYSTEM_BUS_ADDRESS, DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR of whoever runs Quiesce. */
  readonly environment: BusEnvironment
  readonly uid: number
  /** What is there where systemd is PID 1 (sd_booted(3)). */
  readonly bootedMark?: string
}

/**
 * Connects to a manager and follows it. Null where there is none: systemd is not PID 1, or this user
 * has no bus with a manager behind it. One that is there and does not answer is `connected() ===
 * false` and comes `back` when it does.
 */
export async function openSystemdManager(
  options: SystemdManagerOptions,
): Promise<SystemdManager | null> {
  const socket = findSocket(options)
  if (socket === null) return null
  const link = new ManagerLink()
  await link.open(socket, options.clock)
  return new BusManager(options.manager, link)
}

function findSocket(options: SystemdManagerOptions): string | null {
  const { manager, environment, uid, bootedMark = '/run/systemd/system' } = options
  if (!existsSync(bootedMark)) return null
  if (manager === 'system') return systemBusSocket(environment)
  const folder = userRuntimeFolder(environment, uid)
  // The user's manager makes this folder before it answers; a bus alone is no manager.
  if (folder === null || !existsSync(`${folder}/systemd`)) return null
  const socket = userBusSocket(environment, folder)
  return existsSync(socket) ? socket : null
}

const nameAdvice =
  'A unit is called with its kind (nginx.service), and one of a template with its instance (getty@tty1.service).'

class BusManager implements SystemdManager {
  readonly manager: UnitManager
  readonly #link: ManagerLink
  readonly #properties: PropertyReader

  constructor(manager: UnitManager, link: ManagerLink) {
    this.manager = manager
    this.#link = link
    this.#properties = new PropertyReader((call) => link.call(call))
  }

  version(): string {
    return this.#link.version()
  }

  connected(): boolean {
    return this.#link.up()
  }

  async listUnits(): Promise<Result<readonly UnitListing[]>> {
    const reply = await this.#link.call(managerCall('ListUnits', 'list the units'))
    return reply.ok ? ok(readListing(reply.value)) : reply
  }

  async readUnit(unit: string): Promise<Result<RawProperties>> {
    const reply = await this.#link.call(readUnitCall(unit))
    if (reply.ok) return ok(readProperties(reply.value[0]))
    // The name is its only argument: `tmpl@.service` or `nginx` without its kind are no units.
    const isNoName = isBusError(reply.error, 'org.freedesktop.DBus.Error.InvalidArgs')
    return isNoName ? fail({ ...reply.error, code: 'unknown-target', next: nameAdvice }) : reply
  }

  readProperty(units: readonly string[], property: string): Promise<ReadonlyMap<string, unknown>> {
    return this.#properties.read(units, property)
  }

  stopUnit(unit: string, onAccepted?: () => void): Promise<Result<string>> {
    const call = unitAction('StopUnit', 'stop', unit, 'replace')
    return this.#queueJob({ ...call, onAnswer: onAccepted })
  }

  startUnit(unit: string): Promise<Result<string>> {
    return this.#queueJob(unitAction('StartUnit', 'start', unit, 'replace'))
  }

  startTransient(unit: TransientUnit): Promise<Result<string>> {
    return this.#queueJob(startTransientCall(unit))
  }

  killUnit(unit: string, whom: KillWhom, signal: number): Promise<Result<null>> {
    return this.#act(killCall(unit, whom, signal))
  }

  resetFailed(unit: string): Promise<Result<null>> {
    return this.#act(unitAction('ResetFailedUnit', 'reset', unit))
  }

  freezeUnit(unit: string): Promise<Result<null>> {
    return this.#act(unitAction('FreezeUnit', 'freeze', unit))
  }

  thawUnit(unit: string): Promise<Result<null>> {
    return this.#act(unitAction('ThawUnit', 'thaw', unit))
  }

  reload(): Promise<Result<null>> {
    return this.#act(reloadCall)
  }

  async activatableNames(): Promise<Result<readonly string[]>> {
    const reply = await this.#link.call(activatableNamesCall)
    if (!reply.ok) return reply
    const [names] = reply.value
    return ok(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [])
  }

  onEvent(listener: (event: ManagerEvent) => void): () => void {
    return this.#link.onEvent(listener)
  }

  close(): Promise<void> {
    return this.#link.close()
  }

  async #act(call: BusCall): Promise<Result<null>> {
    const reply = await this.#link.call(call)
    return reply.ok ? ok(null) : reply
  }

  async #queueJob(call: BusCall): Promise<Result<string>> {
    const reply = await this.#link.call(call)
    if (!reply.ok) return reply
    const [job] = reply.value
    if (typeof job === 'string') return ok(job)
    return fail({
      code: 'backend-failed',
      message: `systemd answered the request to ${call.purpose} with something that is no job.`,
      next: 'Look at the service before you ask again: the request may have been carried out.',
    })
  }
}
