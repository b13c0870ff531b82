import { describe, expect, it } from 'vitest'
import {
  readPkexecEnding,
  type PkexecEnding,
} from '../../../../electron/engine/decide/privilege/pkexec-answer.ts'
import {
  actionWords,
  describePermission,
  nobodyToAsk,
  refusePermission,
} from '../../../../electron/engine/decide/privilege/refusals.ts'
import { privilegedActions } from '../../../../shared/permission.ts'

const prefix = 'Error executing command as another user: '
const ending = (more: Partial<PkexecEnding>): PkexecEnding => ({
  status: 127,
  code: null,
  said: '',
  why: 'the root helper ended with status 127',
  ...more,
})

describe('how pkexec ended', () => {
  it.each<[string, Partial<PkexecEnding>, string, string]>([
    [
      'the dialog was closed',
      { status: 126, said: `${prefix}Request dismissed` },
      'dismissed',
      `${prefix}Request dismissed`,
    ],
    ['the dialog was closed, without a word', { status: 126 }, 'dismissed', 'dismissed'],
    [
      'a rule or a password said no',
      { said: `${prefix}Not authorized\n\nThis incident has been reported.` },
      'denied',
      `${prefix}Not authorized`,
    ],
    [
      'no agent',
      { said: `${prefix}No authentication agent found.` },
      'no-agent',
      `${prefix}No authentication agent found`,
    ],
    [
      'no terminal either',
      {
        said: 'Error creating textual authentication agent: Error opening current controlling terminal for the process',
      },
      'no-agent',
      'Error creating textual authentication agent: Error opening current controlling terminal for the process',
    ],
    [
      'no polkitd',
      {
        said: 'Error getting authority: Error initializing authority: Could not connect: No such file or directory',
      },
      'no-polkit',
      'Error getting authority: Error initializing authority: Could not connect: No such file or directory',
    ],
    [
      'polkitd did not answer',
      { said: 'Error checking for authorization io.github.quiesce.signals: Timeout' },
      'no-polkit',
      'Error checking for authorization io.github.quiesce.signals: Timeout',
    ],
    ['words that nobody knows', { said: 'Cannot run program' }, 'broken', 'Cannot run program'],
    ['127 without a word', {}, 'broken', 'the root helper ended with status 127'],
    ['no pkexec', { status: null, code: 'ENOENT' }, 'no-polkit', 'pkexec is not installed'],
    [
      'pkexec cannot be executed',
      { status: null, code: 'EACCES', why: 'EACCES' },
      'broken',
      'EACCES',
    ],
    [
      'the helper itself refused',
      { status: 2, said: 'not root', why: 'it ended (not root)' },
      'broken',
      'it ended (not root)',
    ],
    [
      'it was killed',
      { status: null, why: 'it ended by SIGKILL' },
      'broken',
      'it ended by SIGKILL',
    ],
  ])('%s', (_what, more, kind, why) => {
    expect(readPkexecEnding(ending(more))).toEqual({ kind, why })
  })
})

describe('what a person is told', () => {
  const kinds = ['dismissed', 'denied', 'no-agent', 'no-polkit', 'not-installed', 'broken'] as const

  it('tells each reason apart, and what would help', () => {
    const errors = kinds.map((kind) => refusePermission('signals', { kind, why: 'x' }))
    expect(new Set(errors.map(({ message }) => message)).size).toBe(kinds.length)
    expect(new Set(errors.map(({ next }) => next)).size).toBe(kinds.length)
    for (const { code, next, message } of errors) {
      expect(code).toBe('no-permission')
      expect(message).toContain('Nothing was done.')
      expect(next).toMatch(/\.$/)
    }
  })

  it('names the action, and keeps the system’s words without control characters', () => {
    for (const action of privilegedActions) {
      const error = refusePermission(action, { kind: 'denied', why: 'a\u001b[31mb' })
      expect(error.message).toContain(actionWords[action])
      expect(error.cause).not.toContain('\u001b')
      expect(nobodyToAsk(action)).toMatchObject({ code: 'no-permission', place: action })
    }
  })

  it.each([
    ['root', null, 'Quiesce runs as root.'],
    ['can-ask', null, 'The system asks a person when something of root’s is to be done.'],
    [
      'not-installed',
      'there is no /x',
      "The root helper is not installed. (there is no /x) Install Quiesce's package (deb or rpm), or run Quiesce as root.",
    ],
    [
      'no-polkit',
      null,
      'Polkit cannot be asked here. Install pkexec and polkitd and start polkit.service, or run Quiesce as root.',
    ],
  ] as const)('describes %s', (kind, why, sentence) => {
    expect(describePermission(kind, why)).toBe(sentence)
  })
})
