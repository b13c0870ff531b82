import { describe, expect, it } from 'vitest'
import { headerLines } from '../../../renderer/model/init-lines.ts'
import type { InitScriptDetail } from '../../../shared/init-script.ts'
import { knownDetails } from '../../fakes/scene-known.ts'

const script = knownDetails(0).kamailio?.init
const words = (init: InitScriptDetail): string[] => headerLines(init).map((line) => line.word)

describe('the header of an init script', () => {
  if (script == null) throw new Error('the scene has lost its script')
  it('says what it provides and needs', () => {
    expect(headerLines(script)).toContainEqual({
      word: 'Needs',
      text: '$remote_fs, $network, mariadb',
    })
    expect(words(script)).not.toContain('Header')
  })
  it('leaves out what it does not have', () => {
    expect(words(script)).toContain('Likes')
    const { header } = script
    const bare = header === null ? null : { ...header, shouldStart: [], description: '' }
    expect(words({ ...script, header: bare })).not.toContain('Likes')
    expect(words({ ...script, header: bare })).not.toContain('It is')
  })
  it('takes the run levels of a chkconfig line before those of LSB', () => {
    const init = { ...script, chkconfig: { levels: '345', start: 85, stop: 15 } }
    expect(headerLines(init)).toContainEqual({
      word: 'Run levels',
      text: '345, start at 85, stop at 15',
    })
    expect(headerLines(script)).toContainEqual({ word: 'Run levels', text: '2 3 4 5' })
  })
  it('says where there is none, and what it takes all the same', () => {
    expect(words({ ...script, header: null })).toEqual(['Header', 'It takes'])
  })
})
