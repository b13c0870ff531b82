import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCodes, exitStatusOfError, type QuiesceError } from '../../shared/errors.ts'
import { exitStatusOf, livingMembers, type Outcome, type RunMember } from '../../shared/run.ts'
import { identity, makeMember, makeRun, ms } from '../fakes/run.ts'

const here = (pid: number): RunMember => ({ member: makeMember(pid), gone: null })
const kept = (pid: number): RunMember => ({
  member: makeMember(pid, { kept: 'a container hangs on it' }),
  gone: null,
})
const gone = (pid: number, how: 'by-itself' | 'killed' | 'identity-changed'): RunMember => ({
  member: makeMember(pid),
  gone: { at: ms(pid), how },
})
const living = (...members: RunMember[]): number[] =>
  livingMembers(makeRun('stop/30', { members })).map((member) => member.identity.pid)

describe('members that count for success', () => {
  it('are those that are here, in their order', () => {
    expect(living(here(102), here(100), here(101))).toEqual([102, 100, 101])
  })
  it('are none where nobody was', () => {
    expect(living()).toEqual([])
  })
  it.each(['by-itself', 'killed', 'identity-changed'] as const)('are not those gone %s', (how) => {
    expect(living(here(100), gone(101, how))).toEqual([100])
  })
  it('are not those that are kept on purpose, here or gone', () => {
    expect(living(kept(100), here(101))).toEqual([101])
    expect(living({ ...kept(100), gone: { at: ms(1), how: 'killed' } })).toEqual([])
  })
  it('are not those whose reason to be kept is empty', () => {
    expect(living({ member: makeMember(100, { kept: '' }), gone: null })).toEqual([])
  })
  it('are the members themselves, with all that is known of them', () => {
    const member = makeMember(100, { main: true })
    const run = makeRun('stop/30', { members: [{ member, gone: null }] })
    expect(livingMembers(run)[0]).toBe(member)
  })
  it('leave the run as it was', () => {
    const run = makeRun('stop/30', { members: Object.freeze([here(100), gone(101, 'killed')]) })
    livingMembers(run)
    expect(run.members).toHaveLength(2)
  })
})

const error: QuiesceError = { code: 'busy', message: 'Busy.', next: 'Wait.' }
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const documented = /^Exit status of a stop: .*$/m.exec(readme)?.[0] ?? ''

describe('the exit status of a run', () => {
  it.each<[Outcome, number, string]>([
    [{ kind: 'already-stopped' }, 0, '0 stopped, or stopped already'],
    [{ kind: 'stopped' }, 0, '0 stopped, or stopped already'],
    [{ kind: 'killed', by: 'ops' }, 10, '10 killed'],
    [{ kind: 'hung' }, 11, '11 hung'],
    [{ kind: 'survived', survivors: [identity(100)] }, 12, '12 survived SIGKILL'],
    [{ kind: 'came-back', evidence: 'pid 7', afterMs: 1 }, 13, '13 came back'],
    [{ kind: 'refused', error }, 14, '14 refused, or busy with another run'],
    [{ kind: 'abandoned', by: 'ops' }, 16, '16 abandoned'],
    [{ kind: 'interrupted', why: 'SIGTERM' }, 17, '17 interrupted'],
    [{ kind: 'failed', error }, 1, '1 failed'],
  ])('%j: %d, as the README says', (outcome, status, words) => {
    expect(exitStatusOf(outcome)).toBe(status)
    expect(documented).toContain(words)
  })
  it('tells a lack of permission from every other reason to refuse or fail', () => {
    for (const code of errorCodes) {
      const denied = code === 'no-permission'
      expect([code, exitStatusOf({ kind: 'refused', error: { ...error, code } })]).toEqual([
        code,
        denied ? 15 : 14,
      ])
      expect([code, exitStatusOf({ kind: 'failed', error: { ...error, code } })]).toEqual([
        code,
        denied ? 15 : 1,
      ])
    }
    expect(documented).toContain('15 no permission')
  })
  it('agrees with that of the bare error where permission is missing', () => {
    const denied = { ...error, code: 'no-permission' } as const
    expect(exitStatusOf({ kind: 'refused', error: denied })).toBe(
      exitStatusOfError['no-permission'],
    )
  })
})
