import { describe, expect, it } from 'vitest'
import { explainName } from '../../../electron/engine/backends/name-matches.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { fakeBackends, fakeOptions, makeMachine, noUnits } from '../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = makeRow({ pid: 50, exe: '/usr/bin/node', terminal: 5 })
const mine = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
const worker = makeWorker(101, mine)
const theirs = makeRow({ pid: 200, exe: '/home/a/nginx', uid: 1000, user: 'anna' })

function explain(text: string, rows: readonly ProcessRow[], machine = makeMachine()): QuiesceError {
  const backends = fakeBackends(machine)
  const resolved = backends.resolve(text)
  if (resolved.ok) throw new Error('it is known')
  const sources = { backends, backendOptions: fakeOptions(machine), units: noUnits.units }
  return explainName(sources, text, resolved.error, makeTable([self, ...rows]))
}

describe('a bare name that nobody configured', () => {
  it('that two users run is never guessed: both are told, each by its exact target', () => {
    const error = explain('nginx', [mine, worker, theirs])
    expect(error.code).toBe('ambiguous-target')
    expect(error.candidates).toEqual([
      'pid:100@1000 (root, /usr/sbin/nginx)',
      'pid:200@2000 (anna, /home/a/nginx)',
    ])
    expect(error.message).toContain('of the users root, anna')
    expect(error.next).toContain('killall')
  })
  it('that one daemon with its workers bears is asked for, not taken', () => {
    expect(explain('nginx', [mine, worker])).toMatchObject({
      code: 'unknown-target',
      next: 'Did you mean pid:100@1000 (root, /usr/sbin/nginx)?',
      candidates: ['pid:100@1000 (root, /usr/sbin/nginx)'],
    })
  })
  it('keeps the near names of the configuration behind it', () => {
    const machine = makeMachine({ configuration: { services: { nginx2: { exe: '/x' } } } })
    expect(explain('nginx', [mine], machine).candidates).toEqual([
      'pid:100@1000 (root, /usr/sbin/nginx)',
      'nginx2',
    ])
  })
  it('that nobody bears is unknown as before', () => {
    const error = explain('apache', [mine])
    expect([error.code, error.candidates]).toEqual(['unknown-target', []])
  })
  it('is also the file of a script', () => {
    const script = makeRow({ pid: 300, exe: '/usr/bin/python3', args: ['python3', '/opt/poll.py'] })
    expect(explain('poll.py', [script]).next).toContain('pid:300@3000')
  })
  it('of a protected process says why that is none', () => {
    const error = explain('node', [])
    expect([error.code, error.candidates]).toEqual(['unknown-target', []])
    expect(error.next).toContain('is Quiesce itself')
  })
  it('counts no dead process and no kernel thread', () => {
    const dead = { ...mine, alive: false }
    const kernel = makeRow({ pid: 201, exe: '/nginx', kernelThread: true })
    expect(explain('nginx', [dead, kernel]).candidates).toEqual([])
  })
  it('leaves other errors as they are', () => {
    expect(explain('4242', [mine]).code).toBe('bad-usage')
  })
})
