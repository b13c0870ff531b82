/** Whose run it is: a Quiesce that left has none, however its parent behaves. */
import { describe, expect, it } from 'vitest'
import { isWriterAlive } from '../../../electron/engine/decide/writer-alive.ts'
import { makeRow } from '../../fakes/rows.ts'

const row = makeRow({ pid: 7 })
const { boot, startTicks } = row.identity
const writer = { boot, pid: 7, startTicks }

describe('the Quiesce that wrote a record', () => {
  it('is there while its process is', () => {
    expect(isWriterAlive(writer, row, boot)).toBe(true)
  })

  it.each([
    ['nobody has its pid', null, writer],
    ['its parent has not asked how it ended', { ...row, state: 'Z', alive: false }, writer],
    ['another has its pid', row, { ...writer, startTicks: startTicks + 1 }],
    ['the machine was started anew', row, { ...writer, boot: 'another' }],
  ] as const)('is gone where %s', (_, now, of) => {
    expect(isWriterAlive(of, now, boot)).toBe(false)
  })

  it('may be there where only its pid is known', () => {
    expect(isWriterAlive({ boot, pid: 7 }, row, boot)).toBe(true)
    expect(isWriterAlive({ boot, pid: 7 }, { ...row, alive: false }, boot)).toBe(false)
  })
})
