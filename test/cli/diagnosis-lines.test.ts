import { describe, expect, it } from 'vitest'
import {
  choosable,
  diagnosisLines,
  numberedBy,
  verdictLines,
  verdictSummary,
} from '../../electron/cli/diagnosis-lines.ts'
import { createDiagnosisNews } from '../../electron/cli/diagnosis-news.ts'
import { diagnosisToJson, diagnosisToLine } from '../../electron/cli/diagnosis-json.ts'
import type { Remedy } from '../../shared/diagnosis.ts'
import { diagnosisLine } from '../../shared/json-diagnosis.ts'
import { runLine } from '../../shared/json-output.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { continueRemedy, makeDiagnosis, makeFinding } from '../fakes/diagnosis.ts'

const thaw: Remedy = { id: 'thaw', kind: 'thaw', label: 'Thaw it', says: 'It runs on.' }
const byHand: Remedy = {
  ...{ id: 'by-hand:nfs', kind: 'by-hand', label: 'Bring 10.0.0.8 back', says: 'It waits for it.' },
}
const waits = {
  nodes: [
    { id: 'a', label: 'nginx (100)', detail: '', role: 'member' },
    { id: 'b', label: 'worker (101)', detail: '', role: 'culprit' },
  ],
  edges: [{ from: 'a', to: 'b', why: 'its child', ms: 12_000 }],
} as const
const whole = makeDiagnosis({
  findings: [
    makeFinding({ remedies: [continueRemedy, byHand] }),
    makeFinding({
      code: 'frozen',
      certainty: 'likely',
      sentence: 'It is frozen.',
      remedies: [thaw],
    }),
  ],
  ruledOut: [{ what: 'A file lock', source: '/proc/locks' }],
  notKnown: [{ what: 'Its files', why: 'permission denied' }],
  log: [{ at: null, text: 'not stopping: a \u001b[31mbackup\u001b[0m runs' }],
  usual: { count: 3, usualMs: 1000, longestMs: 4000, unusualMs: 5000, proposedMs: 10_000 },
  waits,
})

/** Numbers and their units do not break, which no test needs to see. */
const plain = (line: string): string => line.replaceAll('\u00a0', ' ')

describe('remedies by their numbers', () => {
  it('are those that Quiesce can do, in their order, each once', () => {
    const twice = makeDiagnosis({ findings: [...whole.findings, ...whole.findings] })
    expect(choosable(twice).map(({ id }) => id)).toEqual(['continue', 'thaw'])
  })

  it('are nine at most: there is a key for each', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ ...thaw, id: `thaw:${n}` }))
    const diagnosis = makeDiagnosis({ findings: [makeFinding({ remedies: many })] })
    expect(choosable(diagnosis)).toHaveLength(9)
  })
})

describe('the verdict in mid-run', () => {
  const why = `${clock(whole.at)}  Why: daemon-100 (100) is stopped (SIGSTOP): it hears nothing. (certain)`

  it('has its evidence, who waits, what else, and the remedies by number', () => {
    expect(verdictLines(whole, numberedBy(whole)).map(plain)).toEqual([
      why,
      '  /proc/100/status: State: T (stopped)',
      '  nginx (100) waits for worker (101) (its child, for 12 s)',
      '  Also: It is frozen. (likely)',
      '  1: Continue it (SIGCONT) - It hears what was sent to it.',
      '  2: Thaw it - It runs on.',
      '  By hand: Bring 10.0.0.8 back - It waits for it.',
    ])
  })

  it('has no numbers where nobody can choose', () => {
    expect(verdictLines(whole).filter((line) => /^ {2}(\d|Remedy):/.test(line))).toEqual([
      '  Remedy: Continue it (SIGCONT) - It hears what was sent to it.',
      '  Remedy: Thaw it - It runs on.',
    ])
  })

  it('names its service where there are several', () => {
    expect(verdictLines(whole, { title: 'ng\u001binx' })[0]).toBe(
      why.replace('Why:', 'ng\\x1binx: Why:'),
    )
  })

  it('has the first lines of much evidence', () => {
    const evidence = Array.from({ length: 9 }, (_, n) => ({ source: 'x', line: String(n) }))
    const diagnosis = makeDiagnosis({ findings: [makeFinding({ evidence, remedies: [] })] })
    expect(verdictLines(diagnosis)).toHaveLength(4)
  })

  it('is nothing where nothing was found', () => {
    expect(verdictLines(makeDiagnosis({ findings: [] }))).toEqual([])
  })
})

describe('the verdict in the report of several services', () => {
  it('is one line with its own remedies', () => {
    expect(verdictSummary(whole)).toEqual([
      'Why: daemon-100 (100) is stopped (SIGSTOP): it hears nothing. (certain)',
      '  Remedy: Continue it (SIGCONT) - It hears what was sent to it.',
      '  Remedy: Bring 10.0.0.8 back - It waits for it.',
    ])
    expect(verdictSummary(makeDiagnosis({ findings: [] }))).toEqual([])
  })
})

describe('the whole diagnosis', () => {
  it('is told with all that was looked at', () => {
    expect(diagnosisLines(whole).map(plain)).toEqual([
      'iguana (run run-1)',
      '1. daemon-100 (100) is stopped (SIGSTOP): it hears nothing. [Stopped, certain]',
      '   /proc/100/status: State: T (stopped)',
      '   Remedy: Continue it (SIGCONT) - It hears what was sent to it.',
      '   Remedy: Bring 10.0.0.8 back - It waits for it.',
      '2. It is frozen. [Frozen, likely]',
      '   /proc/100/status: State: T (stopped)',
      '   Remedy: Thaw it - It runs on.',
      'Who waits for whom:',
      '  nginx (100) waits for worker (101) (its child, for 12 s)',
      'Ruled out:',
      '  A file lock (/proc/locks)',
      'Not known:',
      '  Its files: permission denied',
      'Its own last lines:',
      expect.stringMatching(/^ {2}not stopping: a .*backup.* runs$/) as unknown,
      'Its stops usually take 1 s, the longest 4 s (3 clean stops).',
      expect.stringMatching(/^A wait of \d+ s would have covered every clean stop\.$/) as unknown,
      'Looked 2 times in 0.1 s; the last look took 5 ms.',
    ])
  })

  it('sends no control character of a daemon to the terminal', () => {
    expect(diagnosisLines(whole).join('\n')).not.toContain('\u001b')
  })

  it('says so where nothing was found, and why there are no lines', () => {
    const lines = diagnosisLines(makeDiagnosis({ findings: [], run: null, logNote: 'no log' }))
    expect(lines.slice(0, 2)).toEqual(['iguana: nothing holds it up.', 'Its own lines: no log.'])
  })
})

describe('a diagnosis as JSON', () => {
  it('is what its schema says, as a line of a run', () => {
    const line = diagnosisToLine(whole, 'run-1')
    expect(diagnosisLine.parse(line)).toEqual(line)
    expect(runLine.parse(line)).toEqual(line)
  })

  it('has every field of the diagnosis', () => {
    expect(Object.keys(diagnosisToJson(whole)).sort()).toEqual(Object.keys(whole).sort())
  })
})

describe('news of a diagnosis', () => {
  it('is the first that finds something, and each that finds something else', () => {
    const isNews = createDiagnosisNews()
    const nothing = makeDiagnosis({ findings: [] })
    const traced = makeDiagnosis({ findings: [makeFinding({ code: 'traced' })] })
    const told = [nothing, whole, { ...whole, at: 5 }, traced, traced, nothing].map(isNews)
    expect(told).toEqual([false, true, false, true, false, true])
  })
})
