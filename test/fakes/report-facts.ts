/** A diagnosis for reports, with a name of one's choice wherever a name stands. */
import type { Diagnosis } from '../../shared/diagnosis.ts'

export const sceneDiagnosis = (name: string): Diagnosis => ({
  target: 'kamailio',
  title: name,
  run: 'run-1',
  findings: [
    {
      code: 'ignores-signal',
      certainty: 'certain',
      sentence: `${name} (7) ignores SIGTERM.`,
      subject: { pid: 7, tid: null, name },
      evidence: [{ source: '/proc/7/status', line: `SigIgn: 0000000000004000 ${name}` }],
      remedies: [],
    },
  ],
  ruledOut: [{ what: name, source: '/proc/7/status' }],
  notKnown: [{ what: 'its stack', why: name }],
  waits: { nodes: [], edges: [] },
  log: [{ at: null, text: name }],
  logNote: null,
  looks: { count: 2, spanMs: 500, tookMs: 4 },
  usual: null,
  at: 1_774_145_518_000,
})
