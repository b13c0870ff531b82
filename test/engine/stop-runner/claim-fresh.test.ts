/** Who appears in mid-run: claimed first, or left out in words. */
import { describe, expect, it } from 'vitest'
import { claimFresh } from '../../../electron/engine/stop-runner/claim-fresh.ts'
import { fail, ok } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import { makeMember, makeRun, ms } from '../../fakes/run.ts'

/** A claim that refuses whatever holds one of these; what it was asked, pid by pid. */
function claimWithout(...busy: readonly number[]) {
  const asked: string[] = []
  return {
    asked,
    update: (members: readonly { readonly pid: number }[]) => {
      asked.push(members.map(({ pid }) => pid).join(' '))
      const other = members.find(({ pid }) => busy.includes(pid))
      const message = `It is in the hands of run ${other?.pid ?? 'none'}.`
      return Promise.resolve(other ? fail({ code: 'busy' as const, message, next: '' }) : ok(null))
    },
  }
}

const run: Run = makeRun('stop/30/ask', {}, [makeMember(1000), makeMember(1001)])
const fresh = [makeMember(100), makeMember(101)]

describe('who appears in a run', () => {
  it('is claimed beside those who are there, all at once', async () => {
    const claim = claimWithout()
    expect(await claimFresh(claim, run, fresh)).toEqual(
      fresh.map((member) => ({ member, notice: null })),
    )
    expect(claim.asked).toEqual(['1000 1001 100 101'])
  })

  it('is left out where another run has it, and only that one', async () => {
    const claim = claimWithout(100)
    const why = 'It is in the hands of run 100.'
    const [first, second] = fresh
    expect(await claimFresh(claim, run, fresh)).toEqual([
      {
        member: { ...first, kept: why },
        notice: `${first?.name ?? ''} (pid 100) came up and is left out. ${why}`,
      },
      { member: second, notice: null },
    ])
    expect(claim.asked).toEqual(['1000 1001 100 101', '1000 1001 100', '1000 1001 101'])
  })

  it('is asked for beside the living whom the run may signal, and nobody else', async () => {
    const gone = { at: ms(0), how: 'by-itself' } as const
    const members = [
      { member: makeMember(1), gone },
      { member: makeMember(2, { kept: 'another’s' }), gone: null },
      { member: makeMember(3), gone: null },
    ]
    const claim = claimWithout()
    await claimFresh(claim, { ...run, members }, fresh)
    expect(claim.asked).toEqual(['3 100 101'])
  })

  it('needs no claim where it is kept anyway', async () => {
    const kept = makeMember(102, { kept: 'KillMode=process' })
    const claim = claimWithout(100, 102)
    expect((await claimFresh(claim, run, [kept]))[0]).toEqual({ member: kept, notice: null })
    expect(claim.asked).toEqual([])
    const both = await claimFresh(claim, run, [kept, makeMember(100)])
    expect(both.map(({ notice }) => notice === null)).toEqual([true, false])
  })

  it('joins at once where nothing is claimed', async () => {
    expect(await claimFresh(undefined, run, fresh)).toHaveLength(2)
  })
})
