import { expect, it } from 'vitest'
import { evidenceWords } from '../../../renderer/model/evidence-words.ts'
import { sceneEvidence } from '../../fakes/scene-after.ts'

it('says how much was saved, how fast, and who can read it', () => {
  expect(evidenceWords(sceneEvidence(0))).toBe(
    '3 files, 180\u00a0kB, in 0.4\u00a0s, readable by you alone:',
  )
})
