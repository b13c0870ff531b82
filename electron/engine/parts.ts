import type { HostInfo } from '../../shared/host.ts'
import type { Run } from '../../shared/run.ts'
import type { PastStop } from '../../shared/service.ts'
import type { AskScript } from './backends/sysv/ask-script.ts'
import type { EntryPorts } from './configuration/entries/requests.ts'
import type { KnownProfile } from './decide/profile/index-profiles.ts'
import type { Diagnoses } from './diagnosing/diagnoses.ts'
import type { EvidencePorts } from './evidence/ports.ts'
import type { InTurn } from './in-turn.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { Journal } from './journal/journal.ts'
import type { MachineAdvice } from './open-advice.ts'
import type { Reboot } from './open-reboot.ts'
import type { Orders } from './orders/orders.ts'
import type { Privilege } from './privilege/open-privilege.ts'
import type { LeftoverPorts } from './leftovers/leftovers.ts'
import type { Runs } from './runs/runs.ts'
import type { SingleSignalPorts } from './runs/single-signal.ts'
import type { SettingsStore } from './settings/settings.ts'
import type { ControlPorts } from './units/control-unit.ts'
import type { AddPorts } from './suggest/add.ts'
import type { SuggestPorts } from './suggest/suggest.ts'
import type { Watcher } from './watching/watcher.ts'
import type { UnitSignalPorts } from './units/signal-unit.ts'
import type { OwnStarterPorts } from './units/start-transient.ts'
import type { UnitRequestsOf } from './units/unit-requests.ts'

/** What the handlers of the contract work with. */
export interface EngineParts {
  readonly runs: Runs
  readonly orders: Orders
  readonly diagnoses: Diagnoses
  readonly advice: MachineAdvice
  readonly reboot: Reboot
  readonly inventory: Inventory
  readonly journal: Journal
  readonly singleSignalPorts: SingleSignalPorts
  readonly starterPorts: OwnStarterPorts
  readonly unitSignalPorts: UnitSignalPorts
  readonly unitRequests: UnitRequestsOf
  readonly controlPorts: ControlPorts
  readonly privilege: Privilege
  readonly leftoverPorts: LeftoverPorts
  readonly evidencePorts: EvidencePorts
  readonly suggestPorts: SuggestPorts
  readonly addPorts: AddPorts
  readonly entryPorts: EntryPorts
  readonly settings: SettingsStore
  /** Changes of the person's own file, one after the other. */
  readonly inTurn: InTurn
  /** Asks an init script for its own word. */
  readonly askScript: AskScript
  readonly watcher: Watcher
  readonly practicePath: string
  readonly practiceFolder: string
  /** What is known of daemons, a person's own included. */
  profiles(): readonly KnownProfile[]
  hostInfo(): HostInfo
  allRuns(): Promise<readonly Run[]>
  history(target: string): Promise<readonly PastStop[]>
}
