/** The report of a run, out of all that this Quiesce knows of it. */
import type { RequestInput, RequestOutputs } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import { mayHaveBeenKilled } from '../../shared/run.ts'
import { readSavedEvidence } from '../../shared/wording/evidence-words.ts'
import { reportMarkdown } from '../../shared/wording/report-markdown.ts'
import type { Diagnoses } from './diagnosing/diagnoses.ts'
import type { Journal } from './journal/journal.ts'
import { findLeftovers, type LeftoverPorts } from './leftovers/leftovers.ts'
import type { Runs } from './runs/runs.ts'

export interface ReportPorts {
  readonly runs: Pick<Runs, 'get'>
  readonly diagnoses: Pick<Diagnoses, 'newestOf'>
  readonly journal: Pick<Journal, 'read'>
  readonly leftoverPorts: LeftoverPorts
  hostInfo(): { readonly hostName: string }
}

/** Only force leaves what a report has to name; another look at a living service would be none of its own. */
const mayLeave = new Set(['killed', 'survived'])

/** Where evidence was saved before force, by the record. */
const savedIn = (journal: readonly JournalEntry[]): string | null =>
  journal
    .flatMap((entry) =>
      entry.kind === 'notice' ? [readSavedEvidence(entry.sentence)?.folder] : [],
    )
    .findLast((folder) => folder !== undefined) ?? null

/** Makes it. `unknown-target` and the like where there is no such run. */
export async function makeReport(
  ports: ReportPorts,
  { run: id }: RequestInput<'report.make'>,
): Promise<Result<RequestOutputs['report.make']>> {
  const found = await ports.runs.get(id)
  if (!found.ok) return found
  const view = found.value
  const { phase, target } = view.run
  const looks =
    phase.kind === 'ended' &&
    (mayLeave.has(phase.outcome.kind) ||
      (phase.outcome.kind === 'stopped' && mayHaveBeenKilled(view.run)))
  const leftovers = looks ? await findLeftovers(ports.leftoverPorts, { target, run: id }) : null
  const { entries } = await ports.journal.read({ run: id })
  const markdown = reportMarkdown({
    view,
    hostName: ports.hostInfo().hostName,
    diagnosis: ports.diagnoses.newestOf(id),
    leftovers: leftovers?.ok === true ? leftovers.value : null,
    evidence: savedIn(entries),
    journal: entries,
  })
  return ok({ markdown })
}
