import { beforeEach, describe, expect, it } from 'vitest'
import { createQuit, createQuitListener } from '../../electron/desktop/lifecycle.ts'
import { currentRuns, decideQuit, leaveRuns } from '../../electron/desktop/quit-veto.ts'
import type { RunView } from '../../shared/contract.ts'
import { fail, ok, type QuiesceError } from '../../shared/errors.ts'
import { FakeClient, runView } from './fake-client.ts'

const stale: QuiesceError = { code: 'stale-decision', message: 'It moved on.', next: 'Look.' }
const refused: QuiesceError = { code: 'no-permission', message: 'Not allowed.', next: 'Ask root.' }

let client = new FakeClient()
beforeEach(() => {
  client = new FakeClient()
})

/** The engine answers run.list and run.get with these, and run.decide with `decide` in turn. */
function engineWith(views: readonly RunView[], ...decide: unknown[]): void {
  client.answer = (name) => {
    if (name === 'run.list') return Promise.resolve(ok(views))
    if (name === 'run.decide') return Promise.resolve((decide.shift() ?? ok(views[0])) as never)
    return Promise.resolve(ok(views.at(-1)))
  }
}
const decisions = (): unknown[] =>
  client.asked.filter(({ name }) => name === 'run.decide').map(({ input }) => input)

describe('whether quitting asks first', () => {
  it('does not ask when no run is alive', () => {
    expect(decideQuit(ok([]))).toBeNull()
  })

  it('asks about one run by its name, with the way back as the first button', () => {
    const question = decideQuit(ok([runView('cron')]))
    expect(question?.message).toBe('A stop is under way: cron')
    expect(question?.detail).toContain('What was sent'.toLowerCase())
    expect(question?.buttons).toEqual(['Go back', 'Leave it running'])
  })

  it('asks about several runs by number and names', () => {
    const question = decideQuit(ok([runView('cron'), runView('nginx')]))
    expect(question?.message).toBe('2 stops are under way')
    expect(question?.detail).toContain('cron, nginx')
  })

  it('asks when it is not known whether a run is alive', () => {
    const question = decideQuit(fail({ code: 'internal', message: 'It broke.', next: 'Look.' }))
    expect(question?.message).toBe('It is not known whether a stop is under way')
    expect(question?.detail).toContain('It broke.')
  })

  it('counts our own runs that are not ended, and nobody else’s', async () => {
    const asking = runView('asks', { phase: 'asking' })
    engineWith([asking, runView('over', { phase: 'ended' }), runView('theirs', { here: false })])
    expect(await currentRuns(client)).toEqual(ok([asking]))
  })

  it('takes an engine that fails as one that does not know', async () => {
    client.answer = () => Promise.reject(new Error('gone'))
    expect(await currentRuns(client)).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

describe('leaving the runs', () => {
  it('leaves each as a decision that names its turn', async () => {
    engineWith([runView('cron', { turn: 3 }), runView('nginx', { turn: 5 })])
    expect(await leaveRuns(client)).toEqual([])
    expect(decisions()).toEqual([
      { run: 'run-cron', turn: 3, decision: { kind: 'leave' } },
      { run: 'run-nginx', turn: 5, decision: { kind: 'leave' } },
    ])
  })

  it('asks again, once, about a run that moved on meanwhile', async () => {
    client.answer = (name) => {
      if (name === 'run.list') return Promise.resolve(ok([runView('cron', { turn: 3 })]))
      if (name === 'run.get') return Promise.resolve(ok(runView('cron', { turn: 4 })))
      return Promise.resolve(decisions().length === 1 ? fail(stale) : ok(null))
    }
    expect(await leaveRuns(client)).toEqual([])
    expect(decisions()).toMatchObject([{ turn: 3 }, { turn: 4 }])
  })

  it('gives up on a run that keeps moving, and says so', async () => {
    engineWith([runView('cron')], fail(stale), fail(stale), fail(stale))
    expect(await leaveRuns(client)).toEqual(['cron: it moved on while it was being left.'])
    expect(decisions()).toHaveLength(2)
  })

  it('is content with a run that ended meanwhile', async () => {
    client.answer = (name) => {
      if (name === 'run.list') return Promise.resolve(ok([runView('cron')]))
      if (name === 'run.get') return Promise.resolve(ok(runView('cron', { phase: 'ended' })))
      return Promise.resolve(fail(stale))
    }
    expect(await leaveRuns(client)).toEqual([])
  })

  it('says why a run could not be left', async () => {
    engineWith([runView('cron')], fail(refused))
    expect(await leaveRuns(client)).toEqual(['cron: Not allowed.'])
  })
})

describe('quitting', () => {
  const log: string[] = []
  let answer: (leave: boolean) => void = () => undefined
  const event = { preventDefault: () => log.push('held back') }
  const listener = (): ReturnType<typeof createQuitListener> =>
    createQuitListener(
      createQuit({
        engine: client,
        ask: (question) => {
          log.push(`asked: ${question.message}`)
          return new Promise((resolve) => (answer = resolve))
        },
        exit: (then) => log.push(then === 'end' ? 'exit' : then),
        report: (sentence) => log.push(sentence),
      }),
    )
  const untilAsked = async (): Promise<void> => {
    while (!log.some((line) => line.startsWith('asked'))) await Promise.resolve()
  }
  beforeEach(() => {
    log.length = 0
  })

  it('closes the engine and exits at once when no run is alive', async () => {
    engineWith([])
    await listener()(event)
    expect(log).toEqual(['held back', 'exit'])
    expect(client.ended).toEqual(['interrupt: the window was closed', 'close'])
  })

  it('stays when the person goes back, and asks again the next time', async () => {
    engineWith([runView('cron')])
    const quit = listener()
    for (const time of ['first', 'second']) {
      log.length = 0
      const quitting = quit(event)
      await untilAsked()
      answer(false)
      await quitting
      expect(log, time).toEqual(['held back', 'asked: A stop is under way: cron'])
    }
    expect(client.ended).toEqual([])
    expect(decisions()).toEqual([])
  })

  it('leaves the run, then closes the engine, then exits, when the person says so', async () => {
    engineWith([runView('cron')])
    const quitting = listener()(event)
    await untilAsked()
    answer(true)
    await quitting
    expect(decisions()).toHaveLength(1)
    expect(client.ended).toEqual(['interrupt: the window was closed', 'close'])
    expect(log.at(-1)).toBe('exit')
  })

  it('asks once, however often the window is closed meanwhile', async () => {
    engineWith([runView('cron')])
    const quit = listener()
    const first = quit(event)
    await untilAsked()
    await quit(event)
    answer(false)
    await first
    expect(log.filter((line) => line.startsWith('asked'))).toHaveLength(1)
    expect(log.filter((line) => line === 'held back')).toHaveLength(2)
  })

  it('reports what fails on the way, and exits all the same', async () => {
    engineWith([runView('cron')], fail(refused))
    client.close = () => Promise.reject(new Error('the journal is gone'))
    const quitting = listener()(event)
    await untilAsked()
    answer(true)
    await quitting
    expect(log.slice(2)).toEqual([
      'Not left: cron: Not allowed.',
      'Quiesce itself failed: the journal is gone',
      'exit',
    ])
  })
})
