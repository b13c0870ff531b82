import { proposeWait, type ProposedWait } from '../shared/proposed-wait.ts'
import { tell, tellError, type App } from './store.ts'

/**
 * Writes a longer wait into the schedule of a configured service, for its next stops. The rest of
 * its description stays as it stands in the file.
 */
export async function keepWait(app: App, name: string, wait: ProposedWait): Promise<void> {
  const read = await app.client.request('configuration.get', {})
  if (!read.ok) {
    tellError(app.store, read.error)
    return
  }
  const entry = read.value.services.find((one) => one.name === name)
  if (entry?.own !== true) {
    tellError(app.store, {
      code: 'not-available',
      message: `${name} does not stand in a file of yours.`,
      next: `Write \`schedule: ${wait.schedule}\` where it is described.`,
    })
    return
  }
  // What stands in the file may be another schedule than that of the run.
  const times = {
    count: 1,
    usualMs: 0,
    longestMs: 0,
    unusualMs: 0,
    proposedMs: wait.seconds * 1000,
  }
  const written = entry.value.schedule
  const schedule =
    written === undefined ? wait.schedule : (proposeWait(written, times)?.schedule ?? written)
  const configuration = { ...entry.value, schedule }
  const answer = await app.client.request('services.change', { name, configuration })
  if (answer.ok) tell(app.store, `Its next stops wait longer: ${schedule}.`)
  else tellError(app.store, answer.error)
}
