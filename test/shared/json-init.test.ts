/** What `--json` prints of init scripts and of leftovers is described, and nothing more is printed. */
import { describe, expect, it } from 'vitest'
import { jsonInit, leftoversResult } from '../../shared/json-init.ts'
import { initToJson } from '../../electron/cli/init-json.ts'
import type { InitScriptDetail, ScriptSays } from '../../shared/init-script.ts'

const detail = (says: ScriptSays): InitScriptDetail => ({
  name: 'iguana',
  path: '/etc/init.d/iguana',
  leadsTo: '/opt/iguana/init',
  header: null,
  chkconfig: { levels: '2345', start: 85, stop: 15 },
  actions: ['start', 'stop'],
  refusal: { code: 'untrusted-script', message: 'M.', next: 'N.' },
  status: { number: 1, words: 'dead, and a pid file is left', evidence: ['No process lives.'] },
  says,
  disagreement: null,
  pidFiles: [{ path: '/run/iguana.pid', verdict: 'stale', pid: 7, evidence: ['It is dead.'] }],
  lockFiles: [{ path: '/run/lock/subsys/iguana', there: true, stale: true }],
})

describe('the script of a status', () => {
  it.each<ScriptSays>([
    { kind: 'not-asked', why: 'The script knows no status.' },
    { kind: 'answered', status: 3, output: 'stopped', words: '3, not running' },
    { kind: 'answered', status: null, output: '', words: 'it was ended by a signal' },
    { kind: 'hung', afterMs: 10_000 },
  ])('is described, with $kind', (says) => {
    const line = initToJson(detail(says))
    expect(jsonInit.parse(JSON.parse(JSON.stringify(line)))).toEqual(line)
  })
  it.each(['header', 'surplus'])('is not described with %s', (field) => {
    const line = initToJson(detail({ kind: 'hung', afterMs: 1 }))
    expect(jsonInit.safeParse({ ...line, [field]: 1 }).success).toBe(false)
  })
})

describe('what is left', () => {
  const line = {
    type: 'result',
    command: 'leftovers',
    exitStatus: 1,
    error: null,
    target: 'iguana',
    leftovers: [
      {
        id: 'pid-file:/run/iguana.pid',
        kind: 'pid-file',
        label: '/run/iguana.pid',
        path: '/run/iguana.pid',
        proof: ['It is dead.'],
        keep: null,
      },
      {
        id: 'sysv-memory:98307',
        kind: 'sysv-memory',
        label: 'Shared memory 98307',
        path: null,
        proof: [],
        keep: 'A process lives.',
      },
    ],
    tidy: [{ kind: 'private-folder', count: 1, bySystemd: true }],
    removed: ['/run/iguana.pid'],
    removedIds: ['pid-file:/run/iguana.pid'],
    refused: [{ id: 'sysv-memory:98307', path: 'Shared memory 98307', why: 'A process lives.' }],
  }
  it('is described', () => {
    expect(leftoversResult.parse(line)).toEqual(line)
  })
  it('is of the kinds that there are', () => {
    const leftovers = [{ ...line.leftovers[0], kind: 'socket' }]
    expect(leftoversResult.safeParse({ ...line, leftovers }).success).toBe(false)
  })
})
