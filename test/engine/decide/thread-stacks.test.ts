import { describe, expect, it } from 'vitest'
import { groupStacks } from '../../../electron/engine/decide/thread-stacks.ts'

describe('stacks of threads', () => {
  it('are one where they stand in the same place, the most common first', () => {
    const idle = ['futex_wait', 'worker']
    const printed = [
      { thread: 1, frames: ['read', 'main'] },
      { thread: 2, frames: idle },
      { thread: 3, frames: ['write', 'worker'] },
      { thread: 4, frames: idle },
    ]
    expect(groupStacks(printed)).toEqual([
      { threads: [2, 4], frames: idle },
      { threads: [1], frames: ['read', 'main'] },
      { threads: [3], frames: ['write', 'worker'] },
    ])
  })

  it('are told apart by every frame, and by where one ends', () => {
    const printed = [
      { thread: 1, frames: ['a', 'b'] },
      { thread: 2, frames: ['a'] },
      { thread: 3, frames: [] },
    ]
    expect(groupStacks(printed).map(({ threads }) => threads)).toEqual([[1], [2], [3]])
    expect(groupStacks([])).toEqual([])
  })
})
