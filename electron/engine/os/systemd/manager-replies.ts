/** What the manager sends, as values: org.freedesktop.systemd1(5). */
import { parseUnitPath } from '../../parse/unit-path.ts'
import type { RawProperties } from '../../parse/unit-properties.ts'
import type { BusSignal } from '../dbus/ports.ts'
import type { ManagerEvent, UnitListing } from './ports.ts'

/** The reply of ListUnits, a(ssssssouso); a row of another shape is left out. */
export function readListing(body: readonly unknown[]): readonly UnitListing[] {
  const [rows] = body
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row: unknown) => (Array.isArray(row) ? readRow(row) : []))
}

function readRow(row: readonly unknown[]): readonly UnitListing[] {
  const [name, description, loadState, activeState, subState, , , jobId, job] = row
  if (typeof name !== 'string' || name === '') return []
  return [
    {
      name,
      description: readText(description),
      loadState: readText(loadState),
      activeState: readText(activeState),
      subState: readText(subState),
      // The number tells: a unit without a job still has an empty word here.
      job: typeof jobId === 'number' && jobId > 0 ? readText(job) : null,
    },
  ]
}

/** The reply of Properties.GetAll, a{sv}. */
export function readProperties(value: unknown): RawProperties {
  return isRecord(value) ? value : {}
}

/** A reload as the manager tells it: once when it begins, once when it is over. */
export interface Reloading {
  readonly kind: 'reloading'
  readonly begins: boolean
}

/** One signal of the manager or of a unit; null where it says nothing that we follow. */
export function readManagerSignal(signal: BusSignal): ManagerEvent | Reloading | null {
  const [first, second, third, fourth] = signal.body
  switch (signal.member) {
    case 'PropertiesChanged': {
      const unit = parseUnitPath(signal.path)
      return unit === null ? null : { kind: 'changed', unit, properties: readProperties(second) }
    }
    case 'UnitNew':
      return typeof first === 'string' ? { kind: 'new', unit: first } : null
    case 'UnitRemoved':
      return typeof first === 'string' ? { kind: 'removed', unit: first } : null
    case 'JobRemoved':
      return {
        kind: 'job-removed',
        unit: readText(third),
        job: readText(second),
        result: readText(fourth),
      }
    case 'Reloading':
      return typeof first === 'boolean' ? { kind: 'reloading', begins: first } : null
    default:
      return null
  }
}

const readText = (value: unknown): string => (typeof value === 'string' ? value : '')

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
