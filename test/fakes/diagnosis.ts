/** Diagnoses made up for tests. */
import type { Diagnosis, Finding, Remedy } from '../../shared/diagnosis.ts'

export const continueRemedy: Remedy = {
  id: 'continue',
  kind: 'continue',
  label: 'Continue it (SIGCONT)',
  says: 'It hears what was sent to it.',
}

/** A stopped process, unless said otherwise. */
export const makeFinding = (more: Partial<Finding> = {}): Finding => ({
  code: 'stopped',
  certainty: 'certain',
  sentence: 'daemon-100 (100) is stopped (SIGSTOP): it hears nothing.',
  subject: { pid: 100, tid: null, name: 'daemon-100' },
  evidence: [{ source: '/proc/100/status', line: 'State:\tT (stopped)' }],
  remedies: [continueRemedy],
  ...more,
})

export const makeDiagnosis = (more: Partial<Diagnosis> = {}): Diagnosis => ({
  target: 'iguana',
  title: 'iguana',
  run: 'run-1',
  findings: [makeFinding()],
  ruledOut: [],
  notKnown: [],
  waits: { nodes: [], edges: [] },
  log: [],
  logNote: null,
  usual: null,
  looks: { count: 2, spanMs: 100, tookMs: 5 },
  at: 1_700_000_000_000,
  ...more,
})
