/** Units as their manager describes them, made up for tests: say what matters. */
import {
  parseUnit,
  type RawProperties,
  type UnitFacts,
} from '../../../../electron/engine/parse/unit-properties.ts'

/** An active service that has only system.slice, unless said otherwise. */
export const makeFacts = (name: string, more: RawProperties = {}): UnitFacts =>
  parseUnit(
    {
      Id: name,
      Names: [name],
      Description: `The ${name} of a test`,
      LoadState: 'loaded',
      ActiveState: 'active',
      SubState: 'running',
      CanFreeze: true,
      OnFailureJobMode: 'replace',
      OnSuccessJobMode: 'fail',
      ...more,
    },
    'system',
  )

/** The same, down. */
export const downFacts = (name: string, more: RawProperties = {}): UnitFacts =>
  makeFacts(name, { ActiveState: 'inactive', SubState: 'dead', ...more })

/** Looks units up by any of their names. */
export const lookAmong =
  (...units: readonly UnitFacts[]) =>
  (name: string): UnitFacts | null =>
    units.find((unit) => unit.names.includes(name)) ?? null
