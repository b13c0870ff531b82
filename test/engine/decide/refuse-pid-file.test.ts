import { describe, expect, it } from 'vitest'
import { refusePidFile } from '../../../electron/engine/decide/refuse-pid-file.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { makeRow } from '../../fakes/rows.ts'

const verdict = (kind: PidFileVerdict['verdict'], path = '/run/i.pid'): PidFileVerdict => ({
  path,
  verdict: kind,
  pid: 100,
  evidence: ['First fact.', 'Second fact.'],
})
const row = makeRow({ pid: 300, exe: '/usr/sbin/iguana' })

describe('a pid file lets a run go on', () => {
  it.each([
    ['trusted', true],
    ['missing', false],
    ['stale', false],
  ] as const)('when it is %s (its pid lives: %s) and nobody else fits', (kind, alive) => {
    expect(refusePidFile(verdict(kind), alive, [])).toBeNull()
  })

  it('when it is trusted, whoever else runs the same', () => {
    expect(refusePidFile(verdict('trusted'), true, [row])).toBeNull()
  })
})

describe('a pid file forbids a run', () => {
  it.each([
    ['stale', true, 'stale-pid-file', 'is stale'],
    ['unsafe', true, 'unsafe-pid-file', 'is not safe to believe'],
    ['unsafe', false, 'unsafe-pid-file', 'is not safe to believe'],
    ['bad', false, 'bad-pid-file', 'names no process'],
    ['unreadable', false, 'unreadable', 'cannot be read'],
  ] as const)('when it is %s (its pid lives: %s): %s', (kind, alive, code, words) => {
    const refusal = refusePidFile(verdict(kind), alive, [])
    expect(refusal?.code).toBe(code)
    expect(refusal?.message).toBe(`The pid file /run/i.pid ${words}. First fact. Second fact.`)
    expect(refusal?.next).not.toBe('')
  })

  it.each([
    ['missing', false],
    ['stale', false],
    ['stale', true],
  ] as const)('when it is %s (its pid lives: %s) though the executable runs', (kind, alive) => {
    expect(refusePidFile(verdict(kind), alive, [row])).toMatchObject({
      code: 'stale-pid-file',
      message: expect.stringContaining("Yet iguana (300) runs the service's executable.") as string,
      next: 'Look at it, and stop it as `pid:300@3000` if it is the one.',
      candidates: ['pid:300@3000'],
    })
  })

  it('and quotes a path that a shell would take apart', () => {
    const refusal = refusePidFile(verdict('stale', "/run/it's; here.pid"), true, [])
    expect(refusal?.next).toContain(`rm '/run/it'\\''s; here.pid'`)
  })

  it('and shows control characters in a path as escapes', () => {
    const refusal = refusePidFile(verdict('bad', '/run/\u001b[2J.pid'), true, [])
    expect(refusal?.message).toContain('/run/\\x1b[2J.pid')
  })
})
