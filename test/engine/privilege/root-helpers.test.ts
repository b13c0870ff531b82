import { beforeEach, describe, expect, it } from 'vitest'
import type { NoPermission } from '../../../electron/engine/decide/privilege/pkexec-answer.ts'
import { createPermits } from '../../../electron/engine/privilege/permits.ts'
import type { RootHelpers, RootLink } from '../../../electron/engine/privilege/ports.ts'
import { createRootHelpers } from '../../../electron/engine/privilege/root-helpers.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import { FakeRootLink } from '../../fakes/root-helper.ts'

type Started = Result<RootLink, NoPermission>
interface Question {
  readonly action: PrivilegedAction
  readonly asking: string
  readonly leaving: AbortSignal
  readonly answer: (answer: Started) => void
}

let questions: Question[]
let records: string[]
let never: NoPermission | null
let changes: number
let helpers: RootHelpers

beforeEach(() => {
  questions = []
  records = []
  never = null
  changes = 0
  helpers = createRootHelpers({
    root: false,
    start: (action, { asking, leaving }) => {
      const { promise, resolve } = Promise.withResolvers<Started>()
      questions.push({ action, asking, leaving, answer: resolve })
      leaving.addEventListener('abort', () => {
        resolve(fail({ kind: 'dismissed', why: 'given up' }))
      })
      return promise
    },
    whyNever: () => never,
    wall: () => 4711,
    record: (sentence) => records.push(sentence),
  })
  helpers.onChange(() => (changes += 1))
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The person says yes to the question under way. */
async function grant(action: PrivilegedAction): Promise<FakeRootLink> {
  const link = new FakeRootLink(action)
  const asked = helpers.ask(action, 'agent')
  await turn()
  questions.at(-1)?.answer(ok(link))
  expect((await asked).ok).toBe(true)
  return link
}

describe('permission', () => {
  it('is asked for once, and kept', async () => {
    const link = await grant('signals')
    expect(await helpers.ask('signals', 'agent')).toEqual(ok(link))
    expect(await helpers.ask('signals', 'nobody')).toEqual(ok(link))
    expect(questions).toHaveLength(1)
    expect(helpers.link('signals')).toBe(link)
    expect(helpers.state()).toMatchObject({
      kind: 'can-ask',
      granted: [{ action: 'signals', since: 4711 }],
      asking: null,
    })
    expect(records).toEqual(['Permission was granted: to signal processes of other users.'])
  })

  it('is seen while a person is asked, and again when they answered', async () => {
    const asked = helpers.ask('deadlines', 'terminal')
    await turn()
    expect(helpers.state().asking).toBe('deadlines')
    expect(questions[0]?.asking).toBe('terminal')
    questions[0]?.answer(fail({ kind: 'denied', why: 'no' }))
    await asked
    expect(helpers.state().asking).toBeNull()
    expect(changes).toBe(2)
  })

  it('is asked for in one dialog, whoever wants it', async () => {
    const link = new FakeRootLink('signals')
    const both = [helpers.ask('signals', 'agent'), helpers.ask('signals', 'agent')]
    await turn()
    expect(questions).toHaveLength(1)
    questions[0]?.answer(ok(link))
    expect(await Promise.all(both)).toEqual([ok(link), ok(link)])
  })

  it('is asked for one thing after the other', async () => {
    const first = helpers.ask('init-scripts', 'agent')
    const second = helpers.ask('signals', 'agent')
    await turn()
    expect(questions.map(({ action }) => action)).toEqual(['init-scripts'])
    questions[0]?.answer(fail({ kind: 'dismissed', why: 'closed' }))
    await first
    await turn()
    expect(questions.map(({ action }) => action)).toEqual(['init-scripts', 'signals'])
    questions[1]?.answer(ok(new FakeRootLink('signals')))
    expect((await second).ok).toBe(true)
  })

  it.each(['dismissed', 'denied', 'broken'] as const)(
    'that is %s can be asked for again, and is recorded',
    async (kind) => {
      const asked = helpers.ask('signals', 'agent')
      await turn()
      questions[0]?.answer(fail({ kind, why: 'words' }))
      expect(await asked).toMatchObject({ error: { code: 'no-permission', cause: 'words' } })
      expect(records).toHaveLength(1)
      expect(helpers.state().kind).toBe('can-ask')
      await grant('signals')
    },
  )

  it.each(['no-agent', 'no-polkit'] as const)('shows %s until the next try', async (kind) => {
    const asked = helpers.ask('signals', 'agent')
    await turn()
    questions[0]?.answer(fail({ kind, why: 'words' }))
    await asked
    expect(helpers.state()).toMatchObject({ kind, granted: [] })
    expect(helpers.state().why).toContain('words')
    await grant('signals')
    expect(helpers.state().kind).toBe('can-ask')
  })

  it.each(['not-installed', 'no-polkit'] as const)(
    'is not asked for where it is %s',
    async (kind) => {
      never = { kind, why: 'there is no /x' }
      expect(await helpers.ask('signals', 'agent')).toMatchObject({
        error: { code: 'no-permission', cause: 'there is no /x' },
      })
      expect(questions).toEqual([])
      expect(helpers.state().kind).toBe(kind)
    },
  )

  it('is never asked for where nobody is there', async () => {
    expect(await helpers.ask('signals', 'nobody')).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(questions).toEqual([])
  })
})

describe('permission that ends', () => {
  it('is given back: helpers end, and the next time it is asked for anew', async () => {
    const links = [await grant('signals'), await grant('deadlines')]
    await helpers.drop()
    expect(links.map(({ closed }) => closed)).toEqual([true, true])
    expect(helpers.state().granted).toEqual([])
    expect(records.at(-1)).toBe(
      'Permission was given back: to signal processes of other users, to move the stop deadline of system units.',
    )
    await grant('signals')
  })

  it('ends with its helper, and that is recorded', async () => {
    const link = await grant('signals')
    link.end('the root helper ended by SIGKILL')
    expect(helpers.link('signals')).toBeNull()
    expect(helpers.state().granted).toEqual([])
    expect(records.at(-1)).toContain('the root helper ended by SIGKILL')
  })

  it('gives up a question under way, and those behind it', async () => {
    const both = [helpers.ask('signals', 'agent'), helpers.ask('deadlines', 'agent')]
    await turn()
    await helpers.drop()
    for (const answer of await Promise.all(both)) {
      expect(answer).toMatchObject({ error: { code: 'no-permission' } })
    }
    expect(questions).toHaveLength(1)
    expect(helpers.state().asking).toBeNull()
  })

  it('says nothing where nothing was granted', async () => {
    await helpers.drop()
    expect(records).toEqual([])
  })
})

describe('root', () => {
  it('asks nobody', () => {
    const own = createRootHelpers({
      root: true,
      start: () => Promise.reject(new Error('nobody is asked')),
      whyNever: () => ({ kind: 'not-installed', why: 'x' }),
      wall: () => 0,
      record: () => undefined,
    })
    expect(own.state()).toEqual({
      kind: 'root',
      why: 'Quiesce runs as root.',
      granted: [],
      asking: null,
    })
  })
})

describe('what is wanted before something begins', () => {
  it('is asked for one after the other, and only what is missing', async () => {
    await grant('init-scripts')
    const wanted = createPermits(helpers, 'agent').want(['init-scripts', 'signals'], true)
    await turn()
    expect(questions.map(({ action }) => action)).toEqual(['init-scripts', 'signals'])
    questions[1]?.answer(ok(new FakeRootLink('signals')))
    expect(await wanted).toEqual(ok(true))
    const again = createPermits(helpers, 'agent').want(['init-scripts', 'signals'], true)
    expect(await again).toEqual(ok(false))
  })

  it('is refused with the first that is refused', async () => {
    const wanted = createPermits(helpers, 'agent').want(['init-scripts', 'signals'], true)
    await turn()
    questions[0]?.answer(fail({ kind: 'denied', why: 'no' }))
    expect(await wanted).toMatchObject({ error: { code: 'no-permission', place: 'init-scripts' } })
    expect(questions).toHaveLength(1)
  })

  it.each([
    ['nobody', true],
    ['agent', false],
    ['terminal', false],
  ] as const)('is nothing for a door with %s and person %s', async (asking, person) => {
    expect(await createPermits(helpers, asking).want(['signals'], person)).toEqual(ok(false))
    expect(questions).toEqual([])
  })
})
