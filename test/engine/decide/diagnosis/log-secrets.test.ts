/** What a daemon wrote of its own secrets goes into no diagnosis. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import { makeFacts } from './build-facts.ts'

describe('a secret among the words of a line of its log', () => {
  it.each([
    ['ran redis-cli -a hunter2 shutdown', 'redis-cli -a'],
    ['ran mysqladmin -phunter2 shutdown', 'mysqladmin'],
    ['ran curl -u admin:hunter2 http://localhost/', 'curl -u'],
  ])('stands in no diagnosis: %s', (text, kept) => {
    const { diagnosis } = diagnose(makeFacts({ more: { log: [{ at: 1, text }] } }))
    expect(JSON.stringify(diagnosis)).not.toContain('hunter2')
    expect(diagnosis.log[0]?.text).toContain(kept)
  })

  it('leaves every other word as it was written', () => {
    const text = 'worker 12 waits for  backup -a (3 of 4): see /var/log/x.log'
    const { diagnosis } = diagnose(makeFacts({ more: { log: [{ at: 1, text }] } }))
    expect(diagnosis.log[0]?.text).toBe(text)
  })
})
