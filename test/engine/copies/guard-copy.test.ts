import { describe, expect, it } from 'vitest'
import {
  guardCopy,
  withoutEarlier,
  type GuardPorts,
} from '../../../electron/engine/copies/guard-copy.ts'
import type { StarterPorts } from '../../../electron/engine/runs/starter.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { makeMember } from '../../fakes/run.ts'

const observed = {
  target: 'iguana',
  title: 'Iguana',
  members: [makeMember(1)],
} as unknown as Observed
const full: QuiesceError = { code: 'journal-unwritable', message: 'x', next: 'y' }

function desk(holds: readonly string[] | null, answer: Result<unknown> = ok(null)) {
  const journal: JournalBody[] = []
  const ports: GuardPorts = {
    by: 'ops',
    ...(holds !== null && { findHolds: () => Promise.resolve(holds) }),
    record: (_target, body) => {
      journal.push(body)
      return Promise.resolve(answer)
    },
  }
  return { ports, journal }
}

describe('guardCopy', () => {
  it.each([[null], [[]]])('lets it start where nothing holds it: %j', async (holds) => {
    const { ports, journal } = desk(holds)
    expect(await guardCopy(ports, observed, false)).toEqual(ok(false))
    expect(await guardCopy(ports, observed, true)).toEqual(ok(false))
    expect(journal).toEqual([])
  })

  it('asks first where something holds it, and writes no record', async () => {
    const { ports, journal } = desk(['a (1) holds port 80'])
    const guarded = await guardCopy(ports, observed, false)
    expect(guarded).toMatchObject({ ok: false, error: { code: 'needs-consent' } })
    expect(journal).toEqual([])
  })

  it('asks for a restart only what its stop will not end', async () => {
    const asked: boolean[] = []
    const findHolds = (_: Observed, stopsFirst: boolean): Promise<readonly string[]> => {
      asked.push(stopsFirst)
      return Promise.resolve([])
    }
    const { ports } = desk(null)
    await guardCopy({ ...ports, findHolds }, observed, false, true)
    await guardCopy({ ...ports, findHolds }, observed, false)
    expect(asked).toEqual([true, false])
  })

  it('writes down what was overridden before it goes on', async () => {
    const { ports, journal } = desk(['a (1) holds port 80'])
    expect(await guardCopy(ports, observed, true)).toEqual(ok(true))
    const sentence = 'ops starts Iguana beside what holds it: a (1) holds port 80.'
    expect(journal).toEqual([{ kind: 'notice', sentence }])
  })

  it('starts nothing where that cannot be written down', async () => {
    expect(await guardCopy(desk(['a'], fail(full)).ports, observed, true)).toEqual(fail(full))
  })
})

describe('withoutEarlier', () => {
  it('shows whom a start brought, not who was there before', () => {
    const after = { ...observed, members: [makeMember(1), makeMember(2)] }
    const ports: Pick<StarterPorts, 'observe'> = { observe: () => ok(after) }
    const seen = withoutEarlier(ports, observed).observe('iguana')
    expect(seen.ok && seen.value.members).toEqual([makeMember(2)])
  })

  it('passes on why nothing can be seen', () => {
    const ports: Pick<StarterPorts, 'observe'> = { observe: () => fail(full) }
    expect(withoutEarlier(ports, observed).observe('iguana')).toEqual(fail(full))
  })
})
