import type { z } from 'zod'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { diagnosisLine } from '../../shared/json-diagnosis.ts'

/** A diagnosis as `--json` prints it: as it is, field by field, so that no new one slips in unseen. */
export const diagnosisToJson = (diagnosis: Diagnosis) => ({
  target: diagnosis.target,
  title: diagnosis.title,
  run: diagnosis.run,
  findings: diagnosis.findings.map(({ code, certainty, sentence, subject, ...more }) => ({
    ...{ code, certainty, sentence },
    subject: subject && { pid: subject.pid, tid: subject.tid, name: subject.name },
    evidence: more.evidence.map(({ source, line }) => ({ source, line })),
    remedies: more.remedies.map(({ id, kind, label, says }) => ({ id, kind, label, says })),
  })),
  ruledOut: diagnosis.ruledOut.map(({ what, source }) => ({ what, source })),
  notKnown: diagnosis.notKnown.map(({ what, why }) => ({ what, why })),
  waits: {
    nodes: diagnosis.waits.nodes.map(({ id, label, detail, role }) => ({
      id,
      label,
      detail,
      role,
    })),
    edges: diagnosis.waits.edges.map(({ from, to, why, ms }) => ({ from, to, why, ms })),
  },
  log: diagnosis.log.map(({ at, text }) => ({ at, text })),
  logNote: diagnosis.logNote,
  usual: diagnosis.usual,
  looks: diagnosis.looks,
  at: diagnosis.at,
})

/** The same as a line of a run. */
export const diagnosisToLine = (
  diagnosis: Diagnosis,
  run: string,
): z.input<typeof diagnosisLine> => ({ type: 'diagnosis', ...diagnosisToJson(diagnosis), run })
