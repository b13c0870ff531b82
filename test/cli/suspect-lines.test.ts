import { expect, it } from 'vitest'
import { suspectLines } from '../../electron/cli/suspect-lines.ts'
import { makeMember } from '../fakes/run.ts'

it('suspects with the same evidence share a line', () => {
  const suspect = (pid: number, why: string) => ({ member: makeMember(pid, { name: 'w' }), why })
  const suspects = [suspect(1, 'same executable'), suspect(2, 'same\nport')]
  expect(suspectLines([...suspects, suspect(3, 'same executable')])).toEqual([
    'Suspected, not signalled: w (1), w (3); same executable',
    'Suspected, not signalled: w (2); same\\nport',
  ])
  expect(suspectLines([])).toEqual([])
})
