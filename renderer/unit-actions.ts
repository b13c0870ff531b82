/** What a unit's manager does beside starting and stopping, each after its warnings were read. */
import type { ServiceRow } from '../shared/service.ts'
import type { Action } from './actions.ts'
import { withPermission } from './permission.ts'
import type { UnitControl } from './opened.ts'
import { tell, tellError, tellTrouble, type App } from './store.ts'

/** Which unit, as its row and its run name it. */
export interface ControlSubject {
  readonly target: string
  readonly title: string
  readonly unit: ServiceRow['unit']
}

/**
 * Asks the manager. Unconfirmed, it answers with what to read first, if anything; that opens the
 * dialog, whose button confirms. Resolves to whether it is done.
 */
export async function controlUnit(
  app: App,
  subject: ControlSubject,
  action: UnitControl,
  confirmed = false,
): Promise<boolean> {
  const { target, title } = subject
  app.store.setState({ control: null })
  const call = app.client.request('unit.control', { target, action, confirmed })
  const answer = await withPermission(app, subject.unit?.manager ?? null, call)
  if (!answer.ok) tellError(app.store, answer.error)
  else if (answer.value.done) tell(app.store, answer.value.sentence)
  else if (answer.value.warnings.length > 0 && !confirmed) {
    app.store.setState({ control: { target, title, action, report: answer.value } })
  } else tellTrouble(app.store, answer.value.sentence)
  return answer.ok && answer.value.done
}

const control = (
  action: UnitControl,
  words: Pick<Action<ServiceRow>, 'icon' | 'refuse'> & { readonly label: string },
): Action<ServiceRow> => ({
  id: action,
  label: () => words.label,
  icon: words.icon,
  refuse: (row) => (row.unit === null ? 'It is no systemd unit.' : words.refuse(row)),
  run: (app, row) => void controlUnit(app, row, action),
})

/** Clears the mark and the count of failed starts; starts nothing. */
export const resetFailedAction = control('reset-failed', {
  label: 'Reset failed',
  icon: 'check',
  refuse: (row) => (row.state.kind === 'failed' ? null : 'It is not marked as failed.'),
})

export const freezeAction = control('freeze', {
  label: 'Freeze…',
  icon: 'frozen',
  refuse: (row) => {
    if (row.state.kind === 'frozen') return 'It is frozen already.'
    return row.state.kind === 'running' ? null : 'Only a running unit can be frozen.'
  },
})

export const thawAction = control('thaw', {
  label: 'Thaw',
  icon: 'start',
  refuse: (row) => (row.state.kind === 'frozen' ? null : 'It is not frozen.'),
})

/** What the dialog's button says: what it does, never "OK". */
export const confirmWords: Record<UnitControl, string> = {
  freeze: 'Freeze it',
  thaw: 'Thaw it',
  'reset-failed': 'Reset the mark',
}
