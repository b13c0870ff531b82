import { describe, expect, it } from 'vitest'
import { describeStacks, stackLines, whichThreads } from '../../../shared/wording/stacks-words.ts'
import type { ProcessStacks, StacksReport } from '../../../shared/stacks.ts'

const one = (pid: number, heldMs: number): ProcessStacks => ({
  pid,
  name: 'nginx',
  stacks: [{ threads: [pid], frames: ['epoll_wait', 'main'] }],
  heldMs,
})

const report = (more: Partial<StacksReport>): StacksReport => ({
  target: 'nginx.service',
  tool: 'eu-stack',
  processes: [one(41, 20)],
  missing: [],
  at: 0,
  ...more,
})

describe('the record of stacks', () => {
  it.each([
    [
      report({}),
      'Took the stacks of nginx (41) with eu-stack; it stood still for less than 0.1\u00a0s.',
    ],
    [
      report({ tool: 'gdb', processes: [one(41, 20), one(42, 1400)] }),
      'Took the stacks of nginx (41), nginx (42) with gdb; each stood still for 1.4\u00a0s at most.',
    ],
    [
      report({ processes: [], missing: [{ what: 'nginx (41)', why: 'it has ended' }] }),
      'No stacks were taken. Of 1 process there are none.',
    ],
  ])('says whose, with what, and what it cost', (told, sentence) => {
    expect(describeStacks(told)).toBe(sentence)
  })
})

describe('threads that stand in one place', () => {
  it.each([
    [[7], 'thread 7'],
    [[7, 8], '2 threads (7, 8)'],
    [[7, 8, 9], '3 threads (7, 8, 9)'],
    [[7, 8, 9, 10], '4 threads (7, 8, 9, …)'],
  ])('%j are %s', (threads, words) => {
    expect(whichThreads({ threads, frames: [] })).toBe(words)
  })
})

it('are told from the inside out, what they print steers no terminal', () => {
  const stacks = [{ threads: [7], frames: ['epoll_wait', 'ma\u001b[31min'] }]
  const [head, which, inner, outer] = stackLines({ ...one(7, 1), stacks })
  expect([head, which, inner]).toEqual(['nginx (7)', '  thread 7', '    in   epoll_wait'])
  expect(outer).toMatch(/^ {4}from ma/)
  expect(outer).not.toContain('\u001b')
})
