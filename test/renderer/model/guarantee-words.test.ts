import { describe, expect, it } from 'vitest'
import { recordPromise, signalPromise } from '../../../renderer/model/guarantee-words.ts'
import { scenes } from '../../fakes/scenes.ts'

const { host: good } = scenes.quiet(0)
const { host: weak } = scenes.weak(0)

describe('what is promised of signals', () => {
  it('is exact where a pidfd holds each process, and asks for nothing', () => {
    expect(signalPromise(good)).toMatchObject({
      line: 'Signals: exact, through pidfd',
      good: true,
      next: '',
    })
  })
  it('is named as weaker without one, with why and what would change it', () => {
    const promised = signalPromise(weak)
    expect(promised.line).toMatch(/weaker/)
    expect(promised.good).toBe(false)
    expect(promised.why).toBe('no signal helper: cc not found when built')
    expect(promised.next).toMatch(/Linux 5\.3/)
    expect(promised.says.join(' ')).toMatch(/not impossible/)
  })
})

describe('what is promised of the record', () => {
  it('is that it comes first; its folder is named', () => {
    expect(recordPromise(good)).toMatchObject({
      line: 'Journal: writing, 2,418 records',
      good: true,
      why: good.journal.folder,
    })
  })
  it('counts one record as one', () => {
    expect(recordPromise({ journal: { ...good.journal, records: 1 } }).line).toBe(
      'Journal: writing, 1 record',
    )
  })
  it('is broken where it cannot be written, and says so', () => {
    const promised = recordPromise(weak)
    expect(promised).toMatchObject({ line: 'Journal: cannot be written', good: false })
    expect(promised.why).toMatch(/ENOSPC/)
    expect(promised.next).toContain(weak.journal.folder)
  })
})
