import { describe, expect, it } from 'vitest'
import { viceNames } from '../../../shared/practice.ts'
import type { MemberReason } from '../../../shared/process.ts'
import {
  isEscapee,
  memberReasons,
  reasonWords,
  sentWord,
  viceWords,
} from '../../../shared/wording/views.ts'
import { identity, makeMember, ms } from '../../fakes/run.ts'

describe('why a process belongs', () => {
  it.each<[MemberReason, string]>([
    [{ kind: 'picked', how: 'port 5060' }, 'port 5060'],
    [{ kind: 'pid-file', path: '/run/a.pid' }, 'named by /run/a.pid'],
    [{ kind: 'child', of: 1 }, 'child of 1'],
    [{ kind: 'session', leader: 2 }, 'in the session of 2'],
    [{ kind: 'process-group', leader: 3 }, 'in the process group of 3'],
    [{ kind: 'left-tree', from: 4 }, 'left the tree of 4'],
  ])('%j is said as %s', (reason, words) => {
    expect(reasonWords(reason)).toBe(words)
  })
  it('stays on one line whatever a path holds', () => {
    expect(reasonWords({ kind: 'pid-file', path: '/run/a\n\u202e' })).toBe(
      'named by /run/a\\n\\u202e',
    )
  })
  it('lists every reason, and knows who left the tree', () => {
    const member = makeMember(9, {
      reasons: [
        { kind: 'left-tree', from: 4 },
        { kind: 'session', leader: 2 },
      ],
    })
    expect(memberReasons(member)).toBe('left the tree of 4, in the session of 2')
    expect(isEscapee(member)).toBe(true)
    expect(isEscapee(makeMember(1))).toBe(false)
  })
})

it('names what was sent as people know it', () => {
  const sent = { call: 1, step: 0, identity: identity(1), at: ms(0), outcome: 'sent' } as const
  expect(sentWord({ ...sent, what: 'TERM' })).toBe('SIGTERM')
  expect(sentWord({ ...sent, what: 'stop-command' })).toBe('the stop command')
})

it('gives every practice daemon a name of its own and something to try', () => {
  expect(new Set(viceNames.map((vice) => viceWords[vice].name)).size).toBe(viceNames.length)
  for (const vice of viceNames) expect(viceWords[vice].lesson).toMatch(/^[A-Z].*\.$/)
})
