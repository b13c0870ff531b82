/** What each dependency between units means for a stop: systemd.unit(5). */
import type { DependencyGroup } from '../../../../shared/unit.ts'
import type { RelationName } from '../../parse/unit-properties.ts'

/** Dependents that systemd stops with a unit (the atom "propagate stop"), with what they wrote. */
export const stopRelations: readonly {
  readonly relation: RelationName
  readonly because: (stopped: string) => string
}[] = [
  { relation: 'RequiredBy', because: (stopped) => `it has Requires=${stopped}` },
  { relation: 'RequisiteOf', because: (stopped) => `it has Requisite=${stopped}` },
  { relation: 'BoundBy', because: (stopped) => `it has BindsTo=${stopped}` },
  { relation: 'ConsistsOf', because: (stopped) => `it has PartOf=${stopped}` },
  { relation: 'PropagatesStopTo', because: (stopped) => `${stopped} passes its stop on to it` },
]

type Meaning = Pick<DependencyGroup, 'direction' | 'meaning'>

/** Every relation with its meaning, in the order of the dependency view. */
export const meanings: Readonly<Record<RelationName, Meaning>> = {
  RequiredBy: { direction: 'needed-by', meaning: 'stop with it' },
  BoundBy: { direction: 'needed-by', meaning: 'stop with it, also when it ends by itself' },
  RequisiteOf: { direction: 'needed-by', meaning: 'stop with it' },
  ConsistsOf: { direction: 'needed-by', meaning: 'stop and restart with it' },
  PropagatesStopTo: { direction: 'needed-by', meaning: 'stop with it' },
  WantedBy: { direction: 'needed-by', meaning: 'want it, and go on without it' },
  UpheldBy: { direction: 'needed-by', meaning: 'start it again whenever it is down' },
  TriggeredBy: { direction: 'triggers', meaning: 'start it when something happens' },
  Triggers: { direction: 'triggers', meaning: 'are started by it when something happens' },
  OnFailure: { direction: 'triggers', meaning: 'are started when it fails' },
  Requires: { direction: 'needs', meaning: 'it stops when one of these is stopped' },
  BindsTo: { direction: 'needs', meaning: 'it stops when one of these stops or ends by itself' },
  Requisite: { direction: 'needs', meaning: 'have to run before it starts; it stops with them' },
  PartOf: { direction: 'needs', meaning: 'it stops and restarts with these' },
  StopPropagatedFrom: { direction: 'needs', meaning: 'it stops when one of these is stopped' },
  Wants: { direction: 'needs', meaning: 'it goes on when these stop' },
  Upholds: { direction: 'needs', meaning: 'it starts these again whenever they are down' },
  JoinsNamespaceOf: { direction: 'needs', meaning: 'it shares /tmp or network with these' },
  Conflicts: { direction: 'order', meaning: 'are stopped when it starts' },
  ConflictedBy: { direction: 'order', meaning: 'stop it when they start' },
  Before: { direction: 'order', meaning: 'stop before it, when both stop' },
  After: { direction: 'order', meaning: 'stop after it, when both stop' },
}
