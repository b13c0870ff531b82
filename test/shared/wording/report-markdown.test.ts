import type { Leftover } from '../../../shared/leftovers.ts'
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { reportMarkdown, type ReportFacts } from '../../../shared/wording/report-markdown.ts'
import { sceneDiagnosis } from '../../fakes/report-facts.ts'
import { kamailioMembers, sceneMember } from '../../fakes/scene-rows.ts'
import { makeRunView } from '../../fakes/scene-runs.ts'
import { makeUnitRunView } from '../../fakes/scene-unit-runs.ts'

const now = Date.UTC(2026, 2, 22, 3, 13, 0)
const view = makeRunView('killed', now, kamailioMembers())
const report = (more: Partial<ReportFacts> = {}): string =>
  reportMarkdown({
    view,
    hostName: 'sip-edge-03',
    diagnosis: null,
    leftovers: null,
    evidence: null,
    journal: [],
    ...more,
  })
const hostile = 'a`b|c\n# d <x> ```'
const diagnosis: Diagnosis = sceneDiagnosis(hostile)

describe('the report of a run as Markdown', () => {
  it.each([
    ['the machine', '# Stop of kamailio on `sip-edge-03`'],
    ['the outcome', '**kamailio is down; force was needed.'],
    ['the schedule', 'Schedule `stop/30/ask/KILL/5`'],
    ['what was sent', 'SIGTERM to 4698, sent'],
    ['the force', 'SIGKILL to 4698, sent'],
    ['who left by itself', '`rtpp-notify.sh` left after'],
    ['who was killed', '`kamailio` killed after'],
    ['the advice', '## Advice\n\n**Try a restart'],
  ])('says %s', (_what, words) => {
    expect(report()).toContain(words)
  })
  it.each(['Unit', 'Why it did not stop', 'Evidence', 'Leftovers', 'Record'])(
    'leaves out %s where it is not known',
    (title) => {
      expect(report()).not.toContain(`## ${title}\n`)
    },
  )
  it('says that nothing was sent, and that nothing is left', () => {
    const empty = report({
      view: makeRunView('already-stopped', now, []),
      leftovers: { leftovers: [], tidy: [] },
    })
    expect(empty).toContain('## Sent\n\nNothing was sent.')
    expect(empty).toContain('## Leftovers\n\nNothing is left of it.')
    expect(empty).not.toContain('## Members')
  })
  it('tells each leftover with its proof, and why it stays', () => {
    const leftovers: readonly Leftover[] = [
      {
        ...{ id: 'pid-file:/run/k.pid', kind: 'pid-file', label: '/run/k.pid' },
        ...{ path: '/run/k.pid', proof: ['It names pid 7, which is gone.'], keep: null },
      },
      {
        ...{ id: 'port:5060', kind: 'port', label: 'Port 5060/udp', path: null, proof: [] },
        keep: 'sshd (9) holds it.',
      },
    ]
    const tidy = [{ kind: 'cgroup', count: 1, bySystemd: false }] as const
    const text = report({ leftovers: { leftovers, tidy } })
    expect(text).toContain('\n\nAlready tidy: cgroup.\n')
    expect(text).toContain('- `/run/k.pid` (pid file): may be removed\n  - It names pid 7')
    expect(text).toContain('- `Port 5060/udp` (')
    expect(text).toContain('stays: sshd (9) holds it.')
  })
  it('quotes the diagnosis, its evidence, and the last lines of its log', () => {
    const text = report({ diagnosis, evidence: '/var/tmp/e 1' })
    expect(text).toContain('## Why it did not stop')
    expect(text).toContain('Saved in `/var/tmp/e 1`.')
    expect(text).toContain('/proc/7/status: SigIgn:')
  })
  it('of a unit says how systemd says it stands, and who forced it', () => {
    const text = report({ view: makeUnitRunView('unit-timeout', 0) })
    expect(text).toMatch(/`kamailio\.service` is failed \(failed\)/)
    expect(text).toContain('forced by systemd, not by Quiesce')
  })
  it('holds the record, one line each', () => {
    const base = { at: { mono: 0, wall: now }, run: 'r', target: 't' }
    const writer = { pid: 1, startTicks: 1, boot: 'b', user: 'ops', door: 'cli', version: '1' }
    const entry = { ...base, writer, kind: 'notice', sentence: hostile }
    const text = report({ journal: [entry] as unknown as ReportFacts['journal'] })
    expect(text).toMatch(
      /## Record\n\n````text\n2026-03-22 \d\d:13:00 {2}a`b\|c\\n# d <x> ```\n````/,
    )
  })
})

describe('names that try to break it', () => {
  const members = [sceneMember(1, hostile)]
  const text = report({ view: makeRunView('waiting', now, members), diagnosis, evidence: hostile })
  it('begin no heading, no table and no tag', () => {
    const outside = text.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '')
    const headings = outside.split('\n').filter((line) => line.startsWith('#'))
    expect(headings.every((line) => /^# Stop of |^## [A-Z]/.test(line))).toBe(true)
    const spans = outside.replace(/(?<!\\)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(spans).not.toMatch(/(?<!\\)[<>|]/)
  })
  it('stay on their lines', () => {
    expect(text).not.toContain('\n# d')
    expect(text).toContain('a`b|c\\n# d <x> ```')
  })
})
