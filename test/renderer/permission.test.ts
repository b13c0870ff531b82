import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  mayBeAsked,
  permissionSentence,
  slowAnswerMs,
  withPermission,
} from '../../renderer/permission.ts'
import { sceneHost } from '../fakes/scenes.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const plainUser = sceneHost(0)
const root = { ...plainUser, root: true }

describe('who may be asked by polkit', () => {
  it.each([
    ['a plain user about the system', plainUser, 'system', true],
    ['a plain user about their own units', plainUser, 'user', false],
    ['a plain user about a process', plainUser, null, false],
    ['root', root, 'system', false],
    ['nobody, while the host is not known', null, 'system', false],
  ] as const)('%s', (_name, host, manager, asked) => {
    expect(mayBeAsked(host, manager)).toBe(asked)
  })
})

describe('a call that may wait for permission', () => {
  let app: FakeApp
  beforeEach(() => {
    vi.useFakeTimers()
    app = createFakeApp()
    app.store.setState({ host: plainUser })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const told = (): string[] => app.store.getState().notices.map((notice) => notice.text)

  it('says what it waits for as long as it waits, and no longer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const done = withPermission(app, 'system', promise)
    await vi.advanceTimersByTimeAsync(slowAnswerMs - 1)
    expect(told()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(told()).toEqual([permissionSentence])
    resolve('yes')
    expect(await done).toBe('yes')
    expect(told()).toEqual([])
  })
  it('says nothing where the answer is quick', async () => {
    expect(await withPermission(app, 'system', Promise.resolve(1))).toBe(1)
    await vi.advanceTimersByTimeAsync(slowAnswerMs * 2)
    expect(told()).toEqual([])
  })
  it('stops saying so when the call breaks', async () => {
    const { promise, reject } = Promise.withResolvers<never>()
    const done = withPermission(app, 'system', promise)
    const broken = expect(done).rejects.toThrow('gone')
    await vi.advanceTimersByTimeAsync(slowAnswerMs)
    reject(new Error('gone'))
    await broken
    expect(told()).toEqual([])
  })
  it('says nothing to root', async () => {
    app.store.setState({ host: root })
    void withPermission(app, 'system', new Promise(() => undefined))
    await vi.advanceTimersByTimeAsync(slowAnswerMs * 2)
    expect(told()).toEqual([])
  })
})
