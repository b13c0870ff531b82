/** A member that comes up in mid-run, and is in the hands of another Quiesce. */
import { expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import { makeMember } from '../../fakes/run.ts'
import { UnitDesk } from './unit-desk.ts'

it.each([
  ['left out, with a notice', false],
  ['one of the run’s where nobody else has it', true],
])('is %s', async (_what, isFree) => {
  const desk = new UnitDesk()
  const { id } = await desk.stopping()
  const message = 'It is in the hands of run-0.'
  desk.claimUpdated = isFree ? ok(null) : fail({ code: 'busy', message, next: '' })
  desk.world.spawn(makeMember(300), {})
  await desk.world.clock.advance(1000)
  const { members, notices } = desk.run(id)
  expect(members.find(({ member }) => member.identity.pid === 300)?.member.kept).toBe(
    isFree ? null : message,
  )
  expect(notices.filter((notice) => notice.includes(message))).toHaveLength(isFree ? 0 : 1)
  await desk.decide(desk.run(id), { kind: 'force', scope: 'all' })
  expect(desk.world.sent.includes('KILL 300')).toBe(isFree)
})
