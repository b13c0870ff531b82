import { describe, expect, it } from 'vitest'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import type { Look, Observed } from '../../../../electron/engine/decide/observed.ts'
import { decideLeftovers, isKnownPlace } from '../../../../electron/engine/decide/sysv/leftovers.ts'
import { makeInitFacts } from '../../../fakes/init.ts'
import { makeMember } from '../../../fakes/run.ts'

const pidFile = (verdict: PidFileVerdict['verdict'], path = '/run/iguana.pid'): PidFileVerdict => ({
  path,
  verdict,
  pid: 700,
  evidence: [`It is ${verdict}.`],
})
const lock = (path = '/run/lock/subsys/iguana', there = true) => ({ path, there, stale: there })

const lookOf = (more: Partial<Observed>, refusal: Look['refusal'] = null): Look =>
  ({
    observed: {
      members: [],
      suspects: [],
      pidFile: null,
      lockFile: null,
      configuration: null,
      init: null,
      ...more,
    },
    refusal,
  }) as never
const keeps = (look: Look) => decideLeftovers(look).map(({ path, keep }) => [path, keep])

describe('what is left of a dead service', () => {
  it('is its stale pid file and its lock file, each with proof', () => {
    const init = makeInitFacts({ pidFiles: [pidFile('stale')], lockFiles: [lock()] })
    expect(decideLeftovers(lookOf({ init }))).toEqual([
      {
        id: 'pid-file:/run/iguana.pid',
        kind: 'pid-file',
        label: '/run/iguana.pid',
        path: '/run/iguana.pid',
        proof: ['It is stale.', 'No process of it lives.'],
        keep: null,
      },
      {
        id: 'lock-file:/run/lock/subsys/iguana',
        kind: 'lock-file',
        label: '/run/lock/subsys/iguana',
        path: '/run/lock/subsys/iguana',
        proof: ['It is there.', 'No process of the service lives.'],
        keep: null,
      },
    ])
  })
  it('is that of a service without a script, too', () => {
    const stale = pidFile('stale')
    expect(
      keeps(lookOf({ pidFile: stale, lockFile: { path: '/run/lock/i', there: true } })),
    ).toEqual([
      ['/run/iguana.pid', null],
      ['/run/lock/i', null],
    ])
  })
  it('is nothing where nothing is there', () => {
    const init = makeInitFacts({
      pidFiles: [pidFile('missing')],
      lockFiles: [lock('/run/lock/i', false)],
    })
    expect(decideLeftovers(lookOf({ init }))).toEqual([])
    expect(decideLeftovers(lookOf({}))).toEqual([])
  })
})

describe('what stays', () => {
  const member = makeMember(700, { main: true })
  const suspect = { member: makeMember(701), why: 'runs the same' }
  const stale = makeInitFacts({ pidFiles: [pidFile('stale')], lockFiles: [lock()] })
  it.each<[string, Look, RegExp]>([
    [
      'another pid file of a living service',
      lookOf({
        members: [member],
        init: makeInitFacts({ pidFiles: [pidFile('trusted'), pidFile('stale', '/run/b.pid')] }),
      }),
      /1 process of the service lives/,
    ],
    [
      'while somebody may be of it',
      lookOf({ suspects: [suspect], init: stale }),
      /may be of it: runs the same/,
    ],
    [
      'a file that others could write',
      lookOf({ pidFile: pidFile('unsafe') }),
      /Others could have written it/,
    ],
    [
      'a file that names nobody',
      lookOf({ pidFile: pidFile('bad') }),
      /nobody can tell whose it is/,
    ],
    ['a file that cannot be read', lookOf({ pidFile: pidFile('unreadable') }), /cannot be read/],
    [
      'a file elsewhere',
      lookOf({ pidFile: pidFile('stale', '/home/ada/x.pid') }),
      /none of the folders/,
    ],
    [
      'a way out of the folder',
      lookOf({ pidFile: pidFile('stale', '/run/../etc/passwd') }),
      /none of the folders/,
    ],
    [
      'the file of a unit',
      lookOf(
        { pidFile: pidFile('stale') },
        { code: 'managed-by-unit', message: 'A unit.', next: '' },
      ),
      /A unit\./,
    ],
    [
      'the lock of a service whose processes nobody knows',
      lookOf({ init: makeInitFacts({ seesProgram: false, lockFiles: [lock()] }) }),
      /Nothing says which processes/,
    ],
    [
      'the lock beside a pid file that is not believed',
      lookOf({ init: makeInitFacts({ pidFiles: [pidFile('unreadable')], lockFiles: [lock()] }) }),
      /./,
    ],
  ])('%s', (_, look, why) => {
    const left = decideLeftovers(look)
    expect(left.length).toBeGreaterThan(0)
    for (const { keep } of left) expect(keep).toMatch(why)
  })
  it('a lock file of a living service is no leftover', () => {
    expect(keeps(lookOf({ members: [member], init: stale }))).toEqual([
      ['/run/iguana.pid', '1 process of the service lives.'],
    ])
  })
})

describe('the folders for such files', () => {
  it.each([
    ['/run/a.pid', true],
    ['/var/run/a/b.pid', true],
    ['/var/lock/subsys/a', true],
    ['/run/lock/a', true],
    ['/etc/passwd', false],
    ['/runner/a.pid', false],
    ['/run/../etc/a', false],
    ['/opt/a.pid', false],
  ])('%s: %s', (path, known) => {
    expect(isKnownPlace(path, [])).toBe(known)
    expect(isKnownPlace(path, [path])).toBe(true)
  })
})
