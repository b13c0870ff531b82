import { spawn } from 'node:child_process'
import { beforeEach, expect, it, vi } from 'vitest'
import { LineLink, type LinkEnding } from '../../../electron/engine/os/line-link.ts'
import { FakeChild } from '../../fakes/child.ts'
import { FakeClock } from '../../fakes/world.ts'

vi.mock('node:child_process', () => ({ spawn: vi.fn() }))

let child: FakeChild
let clock: FakeClock
let ended: LinkEnding[]
let link: LineLink<string>
beforeEach(() => {
  child = new FakeChild()
  vi.mocked(spawn).mockReturnValue(child as never)
  clock = new FakeClock()
  ended = []
  link = new LineLink<string>(
    { name: 'root helper', parse: (text) => text, answers: () => 'oldest' },
    { argv: ['/helper'], clock, helloMs: null, answerMs: 10_000, closeMs: 2000 },
    { onLine: () => undefined, onEnd: (ending) => ended.push(ending) },
  )
})

it('says why a helper that cannot be killed was given up, and closes its input', async () => {
  const answers: (string | null)[] = []
  link.ask('move', ['iguana.service'], (line) => answers.push(line))
  await clock.advance(9999)
  expect(ended).toEqual([])
  await clock.advance(1)
  expect(ended).toMatchObject([{ why: 'the root helper did not answer for 10 s', code: null }])
  expect(answers).toEqual([null])
  expect(child.kills).toBe(1)
  expect(child.stdin.destroyed).toBe(true)
})

it('says so where it was abandoned', () => {
  link.abandon('nobody wants it')
  expect(ended).toMatchObject([{ why: 'nobody wants it', code: null }])
})

it('waits less long for its end than for an answer', async () => {
  const closed = link.close()
  await clock.advance(2000)
  await closed
  expect(ended).toMatchObject([{ why: 'the root helper did not answer for 2 s' }])
})

it('names what could not be started', () => {
  child.emit('error', Object.assign(new Error('no'), { code: 'EACCES' }))
  expect(ended).toMatchObject([
    { why: 'the root helper /helper cannot be started: EACCES', code: 'EACCES' },
  ])
})
