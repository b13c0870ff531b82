import { describe, expect, it } from 'vitest'
import {
  alertWords,
  ceilingNearWords,
  endedWords,
  foundWords,
  hungWords,
  noticeLabels,
  orderWords,
  updatedWords,
} from '../../../shared/wording/notification-words.ts'
import { clock } from '../../../shared/wording/numbers.ts'
import { askSentence } from '../../../shared/wording/phases.ts'
import { quitWords } from '../../../shared/wording/quit-words.ts'
import type { Order } from '../../../shared/order.ts'
import type { AskReason } from '../../../shared/run.ts'
import { outcomeNames, outcomes, systemdKills, viewIn } from '../../desktop/fake-snapshot.ts'
import { makeOrder, service } from '../../fakes/order.ts'
import { ms } from '../../fakes/run.ts'

const at = (s: number): string => clock(ms(s * 1000).wall)
const reasons = Object.keys(askSentence) as readonly AskReason[]

describe('a run that asks', () => {
  it.each(reasons)('%s: the reason is the title', (why) => {
    const phase = { kind: 'asking', step: 2, why, since: ms(30_000) } as const
    const { title, body } = hungWords(viewIn('asking', { phase }))
    expect(title).toBe(`cron ${askSentence[why]}`)
    expect(body).toMatch(new RegExp(`^Since ${at(30)}\\. 3 processes are still here: `))
  })

  it('says who else forces, by the wall clock', () => {
    const view = viewIn('asking', { ceilings: [systemdKills(ms(86_000))] })
    expect(hungWords(view).body).toMatch(new RegExp(`systemd sends SIGKILL at ${at(86)}\\.$`))
  })

  it('without any process says so', () => {
    expect(hungWords(viewIn('asking', { members: [] })).body).toContain('No process of it is left.')
  })

  it('shows what a process calls itself, and lets it do nothing', () => {
    const { title } = hungWords(viewIn('asking', { title: 'a\u001b[2Jb' }))
    expect(title).toBe('a\\x1b[2Jb has not stopped')
  })
})

describe('a run that ended', () => {
  it.each(outcomeNames)('%s: a title, and a sentence below', (outcome) => {
    const { title, body } = endedWords(viewIn('waiting').run, outcomes[outcome])
    expect(title).toMatch(/^cron: [a-z]/)
    expect(body).toMatch(/\.$/)
  })
})

describe('other notifications', () => {
  it('somebody else forces soon, and it is not us', () => {
    const view = viewIn('waiting', { ceilings: [systemdKills(ms(86_000))] })
    const { title, body } = ceilingNearWords(view.run)
    expect(title).toBe('cron will be killed soon')
    expect(body).toMatch(
      new RegExp(`^systemd sends SIGKILL at ${at(86)}, not Quiesce\\. 3 processes`),
    )
  })

  it('runs that a crash left: one by its name, more by number', () => {
    const one = viewIn('found', { title: 'nginx' })
    expect(foundWords([one]).title).toBe('The stop of nginx was cut off')
    const { title, body } = foundWords([one, viewIn('found')])
    expect(title).toBe('2 stops were cut off')
    expect(body).toBe(
      'Quiesce went down in mid-run: nginx, cron. Nothing is sent until you decide.',
    )
  })

  it('an order that asks, and one that is over', () => {
    const order = makeOrder([service('web'), service('db')])
    const asking: Order['phase'] = {
      kind: 'asking',
      remaining: ['web'],
      blocked: ['db'],
      next: null,
      since: ms(0),
    }
    expect(orderWords({ ...order, phase: asking })).toEqual({
      title: '1 service has not stopped',
      body: 'Nothing more goes on by itself; 1 service waits.',
    })
    const phase = { kind: 'ended', how: 'done', at: ms(0) } as const
    expect(orderWords({ ...order, phase }).body).toBe('2 services were to be stopped.')
  })

  it('what was noticed, and when', () => {
    const words = alertWords({
      ...{ id: 1, target: 'web', title: 'web', kind: 'gave-up', at: ms(0).wall },
      sentence: 'It ended 3 times.',
    })
    expect(words).toEqual({
      title: 'web: not started again',
      body: `It ended 3 times. (${at(0)})`,
    })
  })

  it('labels are short, in sentence case, and none forces', () => {
    for (const label of Object.values(noticeLabels)) expect(label).toMatch(/^[A-Z](?!.*[.!]$)/)
    expect(Object.values(noticeLabels).join()).not.toMatch(/force|kill/i)
    expect(updatedWords.body).toMatch(/asks first while a stop is under way\.$/)
  })
})

describe('quitting', () => {
  it('begins with what stays so, and says it of each run', () => {
    const { message, detail } = quitWords([viewIn('held').run], [])
    const [first, ...each] = detail.split('\n\n')
    expect(message).toBe('A stop is under way: cron')
    expect(first).toMatch(/sends nothing more, and watches nothing any more\.$/)
    expect(each).toEqual([
      'cron (held): Nothing was sent. No ceiling is known: nobody else is going to force it.',
    ])
  })

  it.each([
    [1, 'A stop in order is under way'],
    [3, '3 stops in order are under way'],
  ])('%i in order: %s', (many, expected) => {
    const orders = Array.from({ length: many }, () => makeOrder([service('web')]))
    expect(quitWords([viewIn('held').run], orders).message).toBe(expected)
  })

  it('tells of an order how many had no turn yet', () => {
    const order = makeOrder([service('web'), service('db')])
    const [web] = order.states
    const under = { ...order, states: [{ kind: 'stopping', runId: 'r' } as const, web ?? never()] }
    expect(quitWords([], [order]).detail).toContain('2 of 2 services were not asked to stop yet')
    expect(quitWords([], [under]).detail).toContain('1 of 2 services was not asked to stop yet')
    const begun = { ...order, states: order.states.map(() => ({ kind: 'left' }) as const) }
    expect(quitWords([], [begun]).detail).toContain('Of 2 services each has had its turn.')
  })
})

function never(): never {
  throw new Error('the order has no states')
}
