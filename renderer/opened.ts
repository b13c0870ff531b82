/** What lies over a view: drawers and dialogs, of which one at most is open. */
import type { RequestInput } from '../shared/contract.ts'
import type { QuiesceError } from '../shared/errors.ts'
import type { UnitControlReport } from '../shared/reports.ts'
import type { Decision } from '../shared/run.ts'
import type { ServiceRow } from '../shared/service.ts'

/** The plan that is open beside the view, and what its button would start. */
export interface OpenPlan {
  readonly target: string
  readonly for: 'stop' | 'restart'
  /** Units that would start it again and are ticked to be stopped first. */
  readonly also?: readonly string[]
}

/** A decision that waits for a person's consent to reload systemd while other units are on their way. */
export interface OpenConsent {
  readonly run: string
  /** The turn that the decision answers; the run may have moved on meanwhile, and then it is refused. */
  readonly turn: number
  readonly decision: Extract<Decision, { readonly kind: 'extend' | 'hold' }>
  readonly error: QuiesceError
}

/** A start beside what still holds, refused with who holds what; a person may want it all the same. */
export interface OpenCopies {
  readonly how: 'start' | 'restart'
  readonly subject: {
    readonly target: string
    readonly title: string
    readonly unit: ServiceRow['unit']
  }
  /** Of a restart, where it is not the service's own. */
  readonly schedule?: string | undefined
  readonly error: QuiesceError
}

/** What is asked of a unit's manager, and what to read before it is done. */
export interface OpenControl {
  readonly target: string
  readonly title: string
  readonly action: UnitControl
  readonly report: UnitControlReport
}
export type UnitControl = RequestInput<'unit.control'>['action']

export interface Opened {
  readonly openPlan: OpenPlan | null
  /** The run whose force dialog is open. */
  readonly forceFor: string | null
  /** The order whose force dialog is open. */
  readonly forceOrder: string | null
  readonly consent: OpenConsent | null
  readonly control: OpenControl | null
  readonly copies: OpenCopies | null
  readonly rebootOpen: boolean
  readonly keysOpen: boolean
  readonly palette: boolean
}

/** Nothing lies over the view. */
export const nothingOpen: Opened = {
  openPlan: null,
  forceFor: null,
  forceOrder: null,
  consent: null,
  control: null,
  copies: null,
  rebootOpen: false,
  keysOpen: false,
  palette: false,
}

/** Something lies over the view and has the keys. */
export const isCovered = (opened: Opened): boolean =>
  opened.openPlan !== null ||
  opened.forceFor !== null ||
  opened.forceOrder !== null ||
  opened.consent !== null ||
  opened.control !== null ||
  opened.copies !== null ||
  opened.rebootOpen ||
  opened.keysOpen ||
  opened.palette
