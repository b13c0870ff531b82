import { describe, expect, it } from 'vitest'
import type { StopMethod } from '../../../../shared/run.ts'
import { parseSchedule } from '../../../../shared/schedule.ts'
import { plannedOwnCeilings } from '../../../../electron/engine/decide/own-ceilings.ts'
import type { InitFacts } from '../../../../electron/engine/decide/sysv/init-facts.ts'
import { makeInitFacts } from '../../../fakes/init.ts'
import { fakeNow } from '../../../fakes/rows.ts'

const byScript: StopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] }
const source = '--retry=TERM/30/KILL/5 in /etc/init.d/iguana'
const kills = (seconds: number | null) => makeInitFacts({ forcesAfter: { seconds, source } })

function plan(text: string, init: InitFacts | null, stopMethod: StopMethod = byScript) {
  const schedule = parseSchedule(text)
  if (!schedule.ok) throw new Error(schedule.error.message)
  const observed = { init, stopMethod, profile: null, members: [] }
  return plannedOwnCeilings(observed as never, schedule.value, fakeNow)
}
const after = (seconds: number): number => fakeNow.wall + seconds * 1000

describe('the ceiling of an init script', () => {
  it('is counted from its call, with its source, and nobody can move it', () => {
    expect(plan('stop/60/ask', kills(30))).toEqual([
      {
        who: 'the init script',
        source,
        what: 'SIGKILL',
        fixed: 'the script counts itself',
        at: after(30),
      },
    ])
  })
  it('comes later where signals are sent before it', () => {
    expect(plan('HUP/10/stop/60', kills(30))).toMatchObject([
      { at: after(40), earliest: after(30) },
    ])
  })
  it('has no moment where a person is asked first', () => {
    expect(plan('TERM/5/ask/stop/9', kills(30))).toMatchObject([{ at: null, earliest: after(30) }])
  })
  it('has none where nobody can read one from the script', () => {
    const [ceiling] = plan('stop/60', kills(null))
    expect(ceiling).toMatchObject({ at: null })
    expect(ceiling).not.toHaveProperty('earliest')
  })
  it.each<[string, ReturnType<typeof plan>]>([
    ['the script never kills', plan('stop/60', makeInitFacts())],
    ['there is no script', plan('stop/60', null)],
    ['the schedule does not call it', plan('TERM/60', kills(30))],
    [
      'another command is configured',
      plan('stop/60', kills(30), { kind: 'command', argv: ['/opt/stop'] }),
    ],
    [
      'a signal is configured',
      plan('stop/60', kills(30), { kind: 'signal', signal: 'TERM', scope: 'main' }),
    ],
  ])('is none where %s', (_, ceilings) => {
    expect(ceilings).toEqual([])
  })
})
