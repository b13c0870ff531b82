/** Saves what force would destroy: everything that can be read of a service without touching it. */
import type { RequestInput } from '../../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { later } from '../../../shared/moment.ts'
import type { Run } from '../../../shared/run.ts'
import { version } from '../../../shared/version.ts'
import { describeEvidence } from '../../../shared/wording/evidence-words.ts'
import { evidenceReadme } from '../decide/evidence/evidence-readme.ts'
import { membersNow } from '../decide/members-now.ts'
import type { Observed } from '../decide/observed.ts'
import { createBoundedReads, type BoundedOf } from './bounded-reads.ts'
import { makeEvidenceFolder, type EvidenceFolder } from './evidence-folder.ts'
import { EvidenceWriter } from './evidence-writer.ts'
import type { EvidencePorts } from './ports.ts'
import { saveCores } from './save-core.ts'
import { saveAround, saveProcesses, type Saving } from './save-parts.ts'
import { saveStacks } from './save-stacks.ts'
import { createSocketLines } from './socket-lines.ts'
import { holdEndsMs } from '../stacks/hold.ts'
import { stacksMs } from '../stacks/take-stacks.ts'

type Wish = RequestInput<'evidence.save'>

async function findRun(ports: EvidencePorts, id: string | undefined): Promise<Result<Run | null>> {
  return id === undefined ? ok(null) : ports.findRun(id)
}

/**
 * Saves it in a new folder. Refused only where no folder can be made; all else that fails is named
 * in the report, which comes within the limits whatever hangs. The journal gets a record.
 */
export async function saveEvidence(
  ports: EvidencePorts,
  wish: Wish,
): Promise<Result<EvidenceReport>> {
  const soFar: SoFar = { report: null }
  const saved = await withinLimit(ports, wish, { soFar, saving: trySave(ports, wish, soFar) })
  const record = saved.ok
    ? ports.note(wish.run ?? null, wish.target, describeEvidence(saved.value))
    : ports.refused(wish.target, saved.error)
  // The journal's disk may hang, and force waits: the record is written when it can be.
  await withinLimit(ports, wish, { soFar, saving: record.then(() => saved) })
  return saved
}

/** What is saved by now, for whoever cannot wait any longer. */
interface SoFar {
  report: (() => EvidenceReport) | null
}

const hanging = (target: string): QuiesceError => ({
  code: 'backend-failed',
  message: `No evidence of ${target} was saved: the disk or the system did not answer in time.`,
  next: 'Name a folder on a disk of this machine, such as /run or /tmp, or go on without.',
})

/** Its answer, or when the time is over what there is by then: a disk that hangs holds up no force. */
function withinLimit(
  { clock, limits }: EvidencePorts,
  { target, core, stacks }: Wish,
  { soFar, saving }: { readonly soFar: SoFar; readonly saving: Promise<Result<EvidenceReport>> },
): Promise<Result<EvidenceReport>> {
  const coreMs = core === 'gcore' ? limits.coreMs + holdEndsMs : 0
  const stackMs = stacks === true ? stacksMs + holdEndsMs : 0
  const heldMs = coreMs + stackMs
  return new Promise((resolve, reject) => {
    const disarm = clock.at(later(clock.now(), limits.wholeMs + heldMs + limits.aroundMs), () => {
      const report = soFar.report?.()
      const missing = { what: 'the rest', why: 'the disk or the system did not answer in time' }
      resolve(
        report === undefined
          ? fail(hanging(target))
          : ok({ ...report, missing: [...report.missing, missing], cut: true }),
      )
    })
    saving.then(resolve, reject).finally(disarm)
  })
}

async function trySave(
  ports: EvidencePorts,
  wish: Wish,
  soFar: SoFar,
): Promise<Result<EvidenceReport>> {
  const { clock, limits } = ports
  const run = await findRun(ports, wish.run)
  if (!run.ok) return run
  const observed = await ports.observe(run.value?.target ?? wish.target)
  if (!observed.ok) return fail(observed.error)
  const begun = clock.now()
  const folder = await makeEvidenceFolder({
    wanted: wish.folder ?? null,
    own: ports.ownFolder,
    target: observed.value.target,
    at: begun.wall,
  })
  if (!folder.ok) return folder
  try {
    const bounded: BoundedOf = { clock, until: later(begun, limits.wholeMs), oneMs: limits.oneMs }
    const reads = createBoundedReads(bounded)
    const writer = new EvidenceWriter(folder.value, limits, bounded)
    const report = (): EvidenceReport => ({
      folder: folder.value.path,
      files: [...writer.files],
      bytes: writer.bytes,
      missing: [...writer.missing],
      cut: writer.cut,
      tookMs: Math.round(clock.now().mono - begun.mono),
      at: begun.wall,
    })
    soFar.report = report
    const table = ports.readTable()
    const rows = membersNow(table, observed.value, run.value)
    const sources = { reads, limits, sockets: createSocketLines(reads) }
    const about = { run: run.value, of: observed.value, until: bounded.until }
    const saving: Saving = { ports, writer, sources, rows, ...about }
    await writer.writeAlways('README.txt', readme(ports, observed.value, begun.wall))
    await saveAround(saving)
    await saveProcesses(saving)
    await saveHeld(saving, wish, folder.value)
    await writer.writeAlways('index.json', `${JSON.stringify(report(), null, 2)}\n`)
    return ok(report())
  } finally {
    await folder.value.handle.close()
  }
}

/** What each process has to stand still for. What may not be stopped may not be held up either. */
async function saveHeld(
  { ports, writer, rows, run, of }: Saving,
  { core, stacks }: Wish,
  folder: EvidenceFolder,
): Promise<void> {
  if (core !== 'gcore' && stacks !== true) return
  const refusal = run !== null && run.phase.kind !== 'ended' ? null : ports.refuseHold(of.target)
  if (refusal !== null) {
    writer.miss('stacks and cores of any of it', refusal.message)
    return
  }
  await ports.whileHeld(of.target, async () => {
    if (stacks === true) await saveStacks(ports, writer, rows)
    if (core === 'gcore') await saveCores(ports, { folder, writer }, rows)
  })
}

const readme = (ports: EvidencePorts, { title, target }: Observed, at: number): string =>
  evidenceReadme({ title, target, by: ports.by, host: ports.host, at, version })
