import { describe, expect, it } from 'vitest'
import { decideLeftovers } from '../../../../electron/engine/decide/sysv/leftovers.ts'
import type { FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { makeRow } from '../../../fakes/rows.ts'
import { exe, look, machineOf, observe, state } from './ask-sysv.ts'

/** Neither a pid file nor a program that could be looked for. */
const blind = `case "$1" in
  start) su - app -c "$HOME/start-all" ;;
  stop) pkill -u app ;;
esac
`
/** Its program is a script that becomes another program: nobody can look for that. */
const wrapped = `DAEMON=/opt/app/run.sh
touch /var/lock/subsys/app
case "$1" in
  start) $DAEMON start ;;
  stop) $DAEMON stop ;;
esac
`
const lock = '/var/lock/subsys/app'
const java = makeRow({ pid: 300, exe: '/usr/bin/java' })

const machineWith = (text: string, more: Partial<FakeMachine> = {}): FakeMachine =>
  machineOf({ scripts: { iguana: makeScript(text) }, pidFiles: {}, executables: [], ...more })
const installed = (text: string, more: Partial<FakeMachine> = {}): FakeMachine =>
  machineWith(text, { scriptFiles: ['/opt/app/run.sh'], ...more })

describe('a script that does not say which processes it has', () => {
  it.each([
    ['names nothing at all', machineWith(blind)],
    ['names a wrapper', installed(wrapped)],
    ['names a wrapper and left a lock file', installed(wrapped, { lockFiles: [lock] })],
  ])('is never called stopped: %s', (_, machine) => {
    const seen = look([java], machine)
    expect(state(seen)).toBe('unknown')
    // A run would find nobody, and call it stopped already while it runs.
    expect(observe([java], machine)).toMatchObject({ error: { code: 'ambiguous-target' } })
    expect(seen.refusal?.next).toContain('pidfile:')
  })

  it('proves nothing of a lock file: the service may hold it', () => {
    const [left] = decideLeftovers(look([java], installed(wrapped, { lockFiles: [lock] })))
    expect(left).toMatchObject({ path: lock })
    expect(left?.keep).not.toBeNull()
  })

  it('runs where a process of the wrapper itself is seen', () => {
    const sh = makeRow({ pid: 310, exe: '/bin/sh', args: ['sh', '/opt/app/run.sh', 'start'] })
    const seen = look([sh], installed(wrapped))
    expect(state(seen)).toBe('running')
    expect(seen.refusal).toBeNull()
  })

  it.each<[string, FakeMachine]>([
    ['its program is a binary', machineOf({ pidFiles: {} })],
    ['it declares a pid file, which is not there', machineWith(`PIDFILE=/run/app.pid\n${wrapped}`)],
    ['its program is not installed', machineWith(wrapped)],
    [
      'its configuration says which program it has',
      machineWith(blind, {
        configuration: { services: { 'init-app': { init: 'iguana', exe } } },
        executables: [exe],
      }),
    ],
  ])('is stopped where %s', (_, machine) => {
    const name = machine.configuration.services ? 'init-app' : 'init:iguana'
    const seen = look([java], machine, name)
    expect(state(seen)).toBe('stopped')
    expect(seen.refusal).toBeNull()
  })
})
