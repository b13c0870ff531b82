/** A pid file that a daemon is known to write, and that is gone while the daemon lives. */
import { describe, expect, it } from 'vitest'
import { createBackends } from '../../../electron/engine/backends/backends.ts'
import { indexProfiles } from '../../../electron/engine/decide/profile/index-profiles.ts'
import type { Look } from '../../../electron/engine/decide/observed.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { fakeOptions, makeMachine, noUnits } from '../../fakes/backends.ts'
import { makeProfile } from '../../fakes/profiles.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const path = '/run/apache2/apache2.pid'
const apache = makeProfile('apache2', {
  recognise: { programs: ['apache2', 'httpd'] },
  files: { debian: { pid: [path], basis: 'documented: apache2(8)' } },
})
const parent = makeRow({ pid: 100, exe: '/usr/sbin/apache2' })

function look(rows: readonly ProcessRow[], target = `pidfile:${path}`): Look {
  const options = {
    ...fakeOptions(makeMachine({ executables: ['/usr/sbin/apache2'] })),
    profiles: () => indexProfiles([{ profile: apache, own: false }]),
  }
  const resolved = createBackends(options, noUnits).resolve(target)
  if (!resolved.ok) throw new Error(resolved.error.message)
  const seen = resolved.value.backend.look(resolved.value.target, makeTable(rows))
  if (!seen.ok) throw new Error(seen.error.message)
  return seen.value
}
const suspected = ({ observed }: Look): number[] =>
  observed.suspects.map(({ member }) => member.identity.pid)

describe('a pid file that is gone', () => {
  it('is no proof that its daemon is dead: whoever runs its program is named, once for a tree', () => {
    const seen = look([parent, makeWorker(101, parent)])
    expect(seen.refusal).toMatchObject({
      code: 'stale-pid-file',
      message: expect.stringContaining('apache2 (100)') as string,
      candidates: [expect.stringMatching(/^pid:100@/) as string],
    })
    expect([seen.observed.members, suspected(seen)]).toEqual([[], [100]])
  })
  it.each([
    ['nobody runs its program', []],
    ['somebody runs another program', [makeRow({ pid: 100, exe: '/usr/sbin/nginx' })]],
    ['it is dead', [makeRow({ pid: 100, exe: '/usr/sbin/apache2', alive: false, state: 'Z' })]],
  ])('is that of a service that has stopped where %s', (_, rows) => {
    expect(look(rows).refusal).toBeNull()
  })
  it('of which nobody knows whose it is has nobody behind it', () => {
    expect(look([parent], 'pidfile:/run/other.pid').refusal).toBeNull()
  })
})
