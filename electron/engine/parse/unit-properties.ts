/** Property maps of org.freedesktop.systemd1(5) as values. */
import type { UnitManager, UnitSettings, UnitState } from '../../../shared/unit.ts'
import { parseUnitSettings } from './unit-settings.ts'
import { parseUnitState } from './unit-state.ts'
import { countOf, flagOf, textOf, textsOf } from './unit-values.ts'

/** Properties as the bus gives them: strings, numbers, bigints, booleans, arrays of these, buffers. */
export type RawProperties = Readonly<Record<string, unknown>>

/** Every dependency between units that says something about a stop or a start: systemd.unit(5). */
export const relationNames = [
  'Requires',
  'Requisite',
  'Wants',
  'BindsTo',
  'PartOf',
  'Upholds',
  'RequiredBy',
  'RequisiteOf',
  'WantedBy',
  'BoundBy',
  'UpheldBy',
  'ConsistsOf',
  'PropagatesStopTo',
  'StopPropagatedFrom',
  'Triggers',
  'TriggeredBy',
  'Conflicts',
  'ConflictedBy',
  'Before',
  'After',
  'OnFailure',
  'JoinsNamespaceOf',
] as const
export type RelationName = (typeof relationNames)[number]

/** One unit as its manager describes it. */
export interface UnitFacts {
  /** `Id`: its own name, never an alias. */
  readonly name: string
  /** All its names, its own first. */
  readonly names: readonly string[]
  readonly description: string
  readonly manager: UnitManager
  /** `loaded`, `not-found`, `masked`, `error`, `bad-setting` …; '' where it is not known. */
  readonly loadState: string
  readonly fileState: string
  readonly file: string | null
  readonly dropIns: readonly string[]
  readonly needsReload: boolean
  /** Path below the cgroup root; '' while it has none. */
  readonly controlGroup: string
  readonly state: UnitState
  readonly settings: UnitSettings
  readonly relations: Readonly<Record<RelationName, readonly string[]>>
  /** `BusName=` of a Type=dbus service; '' where there is none. */
  readonly busName: string
  readonly pidFile: string | null
  readonly refuseManualStart: boolean
  readonly refuseManualStop: boolean
  readonly canFreeze: boolean
  readonly canStart: boolean
  /** `MemoryCurrent`; null where it is not counted. */
  readonly memoryBytes: number | null
  readonly isService: boolean
  /** What it was read from. */
  readonly raw: RawProperties
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** Reads a unit. Total: a missing or odd property gives a stand-in that claims nothing. */
export function parseUnit(raw: RawProperties, manager: UnitManager): UnitFacts {
  const name = textOf(raw.Id)
  const names = textsOf(raw.Names).filter((other) => other !== name)
  const relations = relationNames.map((relation) => [relation, textsOf(raw[relation])] as const)
  return {
    name,
    names: name === '' ? names : [name, ...names],
    description: textOf(raw.Description),
    manager,
    loadState: textOf(raw.LoadState),
    fileState: textOf(raw.UnitFileState),
    file: orNull(textOf(raw.FragmentPath)),
    dropIns: textsOf(raw.DropInPaths),
    needsReload: flagOf(raw.NeedDaemonReload, false),
    controlGroup: textOf(raw.ControlGroup),
    state: parseUnitState(raw),
    settings: parseUnitSettings(raw),
    relations: Object.fromEntries(relations) as UnitFacts['relations'],
    busName: textOf(raw.BusName),
    pidFile: orNull(textOf(raw.PIDFile)),
    refuseManualStart: flagOf(raw.RefuseManualStart, false),
    refuseManualStop: flagOf(raw.RefuseManualStop, false),
    // Before systemd 246 nothing could be frozen, and the property is missing.
    canFreeze: flagOf(raw.CanFreeze, false),
    canStart: flagOf(raw.CanStart, true),
    memoryBytes: countOf(raw.MemoryCurrent),
    isService: name.endsWith('.service'),
    raw,
  }
}

/** The properties after a PropertiesChanged: what it names is new, the rest stays. */
export const mergeProperties = (before: RawProperties, changed: RawProperties): RawProperties => ({
  ...before,
  ...changed,
})
