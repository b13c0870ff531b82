/** The unit's properties as people read them. */
import type { UnitProperty } from '../../../../shared/unit.ts'
import type { RawProperties } from '../../parse/unit-properties.ts'
import { sayProperty } from './property-values.ts'

/** What org.freedesktop.systemd1.Unit has; all else is of the service's own interface. */
const unitSection: ReadonlySet<string> = new Set(
  `ActiveEnterTimestamp ActiveEnterTimestampMonotonic ActiveExitTimestamp ActiveExitTimestampMonotonic
  ActiveState After AllowIsolate AssertResult AssertTimestamp AssertTimestampMonotonic Asserts Before
  BindsTo BoundBy CanClean CanFreeze CanIsolate CanLiveMount CanReload CanStart CanStop CollectMode
  ConditionResult ConditionTimestamp ConditionTimestampMonotonic Conditions ConflictedBy Conflicts
  ConsistsOf DebugInvocation DefaultDependencies Description Documentation DropInPaths FailureAction
  FailureActionExitStatus Following FragmentPath FreezerState Id IgnoreOnIsolate
  InactiveEnterTimestamp InactiveEnterTimestampMonotonic InactiveExitTimestamp
  InactiveExitTimestampMonotonic InvocationID Job JobRunningTimeoutUSec JobTimeoutAction
  JobTimeoutRebootArgument JobTimeoutUSec JoinsNamespaceOf LoadError LoadState Markers Names
  NeedDaemonReload OnFailure OnFailureJobMode OnFailureOf OnSuccess OnSuccessJobMode OnSuccessOf
  PartOf Perpetual PropagatesReloadTo PropagatesStopTo RebootArgument Refs RefuseManualStart
  RefuseManualStop ReloadPropagatedFrom RequiredBy Requires RequiresMountsFor Requisite RequisiteOf
  SliceOf SourcePath StartLimitAction StartLimitBurst StartLimitIntervalUSec StateChangeTimestamp
  StateChangeTimestampMonotonic StopPropagatedFrom StopWhenUnneeded SubState SuccessAction
  SuccessActionExitStatus SurviveFinalKillSignal Transient TriggeredBy Triggers UnitFilePreset
  UnitFileState UpheldBy Upholds WantedBy Wants WantsMountsFor`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

/** ExecStartEx and its like say once more what ExecStart says. */
const isRepeated = (name: string, raw: RawProperties): boolean =>
  name.startsWith('Exec') && name.endsWith('Ex') && Object.hasOwn(raw, name.slice(0, -2))

/** Every property, sorted by name; values are safe to show on one line. */
export function listProperties(raw: RawProperties): readonly UnitProperty[] {
  return Object.keys(raw)
    .filter((name) => !isRepeated(name, raw))
    .toSorted()
    .map((name) => ({
      name,
      value: sayProperty(name, raw[name]),
      section: unitSection.has(name) ? ('unit' as const) : ('service' as const),
    }))
}
