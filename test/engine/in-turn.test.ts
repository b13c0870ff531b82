import { expect, it } from 'vitest'
import { createInTurn } from '../../electron/engine/in-turn.ts'

it('runs one after the other, also behind one that fails', async () => {
  const inTurn = createInTurn()
  const said: string[] = []
  const first = inTurn(async () => {
    said.push('first begins')
    await Promise.resolve()
    said.push('first ends')
    throw new Error('first')
  })
  const second = inTurn(() => {
    said.push('second')
    return Promise.resolve(2)
  })
  await expect(first).rejects.toThrow('first')
  expect(await second).toBe(2)
  expect(said).toEqual(['first begins', 'first ends', 'second'])
})
