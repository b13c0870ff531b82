/** When the question is given up, and how long an answer may take; with no process at all. */
import { spawn } from 'node:child_process'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { rootLinkStarter } from '../../../electron/engine/privilege/start-root-helper.ts'
import { askRoot } from '../../../electron/engine/privilege/ports.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import { FakeChild } from '../../fakes/child.ts'
import { FakeClock, settle } from '../../fakes/world.ts'

vi.mock('node:child_process', () => ({ spawn: vi.fn() }))

let children: FakeChild[]
let clock: FakeClock
let leaving: AbortController
let textAgent: () => Promise<(() => void) | null>
beforeEach(() => {
  children = []
  clock = new FakeClock()
  leaving = new AbortController()
  textAgent = () => Promise.resolve(null)
  vi.mocked(spawn).mockImplementation(() => {
    const child = new FakeChild()
    children.push(child)
    return child as never
  })
})

function start(action: PrivilegedAction = 'signals') {
  const program = ['/pkexec'] as const
  const starter = rootLinkStarter({ clock, boot: 'boot-1', uid: 1000, program, textAgent })
  return starter(action, { asking: 'terminal', leaving: leaving.signal })
}

describe('a question that is given up', () => {
  const dismissed = { ok: false, error: { kind: 'dismissed' } }

  it('before it was asked is not asked', async () => {
    leaving.abort()
    expect(await start()).toMatchObject(dismissed)
    expect(children).toEqual([])
  })

  it('while an agent comes to the terminal is not asked there, and the agent goes', async () => {
    let went = 0
    textAgent = () => {
      leaving.abort()
      return Promise.resolve(() => (went += 1))
    }
    const started = start()
    children[0]?.exit(127, 'No authentication agent found.')
    expect(await started).toMatchObject(dismissed)
    expect(children).toHaveLength(1)
    expect(went).toBe(1)
  })

  it('while a person looks at it is over at once', async () => {
    const started = start()
    leaving.abort()
    expect(await started).toMatchObject(dismissed)
    expect(children[0]?.stdin.destroyed).toBe(true)
  })
})

describe('an answer', () => {
  it.each([
    ['signals', 60],
    ['init-scripts', 60],
    ['stale-files', 60],
    ['deadlines', 300],
  ] as const)('to %s may take %i s', async (action, seconds) => {
    const started = start(action)
    children[0]?.stdout.write(`hello 1 role=${action} pidfd=yes inode=yes boot=boot-1 for=1000\n`)
    const link = await started
    if (!link.ok) throw new Error(link.error.why)
    const answers: unknown[] = []
    const ends: string[] = []
    link.value.onEnd((why) => ends.push(why))
    void askRoot(link.value, 'move', ['a.service', 90, 'r']).then((line) => answers.push(line))
    await clock.advance(seconds * 1000 - 1)
    await settle()
    expect(answers).toEqual([])
    await clock.advance(1)
    expect(answers).toEqual([null])
    expect(ends).toEqual([`the root helper did not answer for ${seconds} s`])
  })
})
