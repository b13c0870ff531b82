import { describe, expect, it } from 'vitest'
import { makeReport, type ReportPorts } from '../../electron/engine/report.ts'
import { fail, ok } from '../../shared/errors.ts'
import { sceneDiagnosis } from '../fakes/report-facts.ts'
import { kamailioMembers } from '../fakes/scene-rows.ts'
import { makeRunView } from '../fakes/scene-runs.ts'

const now = Date.UTC(2026, 2, 22, 3, 13, 0)
const error = { code: 'unknown-target', message: 'No run r-9.', next: 'Look.' } as const

function portsOf(kind: 'killed' | 'waiting', asked: string[] = []): ReportPorts {
  const ports = {
    runs: {
      get: (id: string) =>
        Promise.resolve(id === 'r-9' ? fail(error) : ok(makeRunView(kind, now, kamailioMembers()))),
    },
    diagnoses: { newestOf: () => sceneDiagnosis('kamailio') },
    journal: {
      read: () =>
        Promise.resolve({
          entries: [
            {
              ...{ v: 1, seq: 1, at: { mono: 0, wall: now }, boot: 'b', run: 'r', target: 't' },
              ...{ writer: { pid: 1, door: 'cli', user: 'ops' } },
              ...{ kind: 'notice', sentence: 'Saved evidence in /var/tmp/e-1: 7 files, 12 kB.' },
            },
          ],
        }),
    },
    hostInfo: () => ({ hostName: 'sip-edge-03' }),
    leftoverPorts: {
      prepare: () => Promise.resolve(),
      findRun: () => Promise.resolve(null),
      look: () => {
        asked.push('look')
        return fail(error)
      },
    },
  }
  return ports as unknown as ReportPorts
}

describe('the report of a run', () => {
  it('holds what this Quiesce knows: host, diagnosis, evidence, record', async () => {
    const made = await makeReport(portsOf('killed'), { run: 'r-1' })
    const text = made.ok ? made.value.markdown : ''
    for (const words of [
      '`sip-edge-03`',
      '## Why it did not stop',
      '`/var/tmp/e-1`',
      '## Record',
    ]) {
      expect(text).toContain(words)
    }
  })
  it('looks for leftovers only after force', async () => {
    const asked: string[] = []
    await makeReport(portsOf('waiting', asked), { run: 'r-1' })
    expect(asked).toEqual([])
    await makeReport(portsOf('killed', asked), { run: 'r-1' })
    expect(asked.length).toBeGreaterThan(0)
  })
  it('is refused for a run that does not exist', async () => {
    expect(await makeReport(portsOf('killed'), { run: 'r-9' })).toEqual(fail(error))
  })
})
