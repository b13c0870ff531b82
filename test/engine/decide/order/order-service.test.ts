import { describe, expect, it } from 'vitest'
import {
  mainPrograms,
  namesOf,
  orderServiceOf,
} from '../../../../electron/engine/decide/order/order-service.ts'
import { orderSchedule } from '../../../../electron/engine/decide/order/order-schedule.ts'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import { parseUnit } from '../../../../electron/engine/parse/unit-properties.ts'
import { parseSchedule, unaskedForceSteps } from '../../../../shared/schedule.ts'
import { header, planOf } from '../../../fakes/order.ts'
import { makeMember } from '../../../fakes/run.ts'

const observed = (more: Partial<Observed>): Observed => ({
  ...{ target: 'iguana', title: 'Iguana', subtitle: '', backend: 'process', main: null },
  ...{ origin: 'configured', members: [], suspects: [], pidFile: null, lockFile: null },
  ...{ startCommand: null, configuration: null, unit: null, init: null, profile: null },
  stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
  ...more,
})
const script = {
  ...{ name: 'iguana', path: '/etc/init.d/iguana', leadsTo: null, chkconfig: null, actions: [] },
  ...{ refusal: null, pidFiles: [], lockFiles: [], forcesAfter: null },
  header: header({ provides: ['lizard'] }),
  knowsProgram: false,
  seesProgram: false,
  asRoot: true,
}

describe('the schedule of a service in an order', () => {
  it.each([
    ['stop/30/ask/KILL/5', 'stop/30/ask/TERM@all/5/ask/KILL/5'],
    ['stop/120/ask/KILL/5', 'stop/120/ask/TERM@all/5/ask/KILL/5'],
    ['stop/2.5/KILL/5', 'stop/2.5/ask/TERM@all/5/ask/KILL/5'],
    ['INT/10/TERM/60/ask', 'stop/10/ask/TERM@all/5/ask/KILL/5'],
    ['stop/wait', 'stop/30/ask/TERM@all/5/ask/KILL/5'],
    ['stop/ask', 'stop/30/ask/TERM@all/5/ask/KILL/5'],
    ['nonsense', 'stop/30/ask/TERM@all/5/ask/KILL/5'],
  ])('of %s is %s', (own, inOrder) => {
    expect(orderSchedule(own)).toBe(inOrder)
  })
  it('never forces unasked, whatever its own one does', () => {
    const parsed = parseSchedule(orderSchedule('stop/1/KILL/5'))
    expect(parsed.ok && unaskedForceSteps(parsed.value)).toEqual([])
  })
})

describe('the names of a service', () => {
  it('are its target, its script and what that provides', () => {
    expect(namesOf(observed({ init: script }))).toEqual(['iguana', 'init:iguana', 'lizard'])
  })
  it('are those of its unit, with and without .service', () => {
    const raw = { Id: 'mariadb.service', Names: ['mariadb.service', 'mysql.service'] }
    expect(namesOf(observed({ target: 'db', unit: parseUnit(raw, 'system') }))).toEqual([
      ...['db', 'mariadb.service', 'mysql.service', 'mariadb', 'mysql'],
    ])
  })
})

describe('the main programs of a service', () => {
  it('are its main process alone', () => {
    const members = [makeMember(1, { main: true, name: 'nginx' }), makeMember(2, { name: 'sh' })]
    expect(mainPrograms(observed({ members }))).toEqual(['nginx'])
  })
  it('are its roots where it has no main process', () => {
    const members = [
      makeMember(10, { parentPid: 1, name: 'a' }),
      makeMember(11, { parentPid: 10, name: 'b' }),
      makeMember(12, { parentPid: 1, name: 'a' }),
    ]
    expect(mainPrograms(observed({ members }))).toEqual(['a'])
  })
})

describe('a service as an order sees it', () => {
  it('has what the configuration says that it needs', () => {
    const configuration = { exe: '/x', needs: ['db'] }
    expect(orderServiceOf(observed({ configuration }), planOf('iguana')).needs).toEqual(['db'])
  })
  it('needs nothing where nobody says so', () => {
    expect(orderServiceOf(observed({}), planOf('iguana'))).toMatchObject({
      ...{ target: 'iguana', title: 'Iguana', needs: [], unit: null, header: null },
    })
  })
  it('keeps the header and the relations of its unit', () => {
    const unit = parseUnit({ Id: 'a.service', After: ['b.service'] }, 'system')
    const seen = orderServiceOf(observed({ unit, init: script }), planOf('iguana'))
    expect(seen.header?.provides).toEqual(['lizard'])
    expect(seen.unit?.relations.After).toEqual(['b.service'])
  })
})
