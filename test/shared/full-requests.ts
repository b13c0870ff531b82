/** The fullest input of each request, and whether one is taken. */
import { parseRequest, type RequestName } from '../../shared/contract.ts'

export const suspect = { boot: 'b007', pid: 100, startTicks: 1000 }

/** The fullest input of each request. */
export const full: { readonly [K in RequestName]: Record<string, unknown> } = {
  'host.info': {},
  'services.list': { all: false },
  'services.inspect': { target: 'iguana' },
  'plan.make': { target: 'iguana', schedule: 'stop/5' },
  'run.stop': {
    target: 'iguana',
    schedule: 'stop/5',
    suspects: [suspect],
    triggers: ['iguana.socket'],
    person: false,
  },
  'run.kill': { target: 'iguana', scope: 'all', confirmed: true, person: true },
  'run.decide': { run: 'run-1', turn: 0, decision: { kind: 'hold' } },
  'run.resume': { run: 'run-1', person: true },
  'run.list': {},
  'run.get': { run: 'run-1' },
  'service.signal': { target: 'iguana', signal: 'HUP', scope: 'main' },
  'leftovers.find': { target: 'init:iguana' },
  'leftovers.remove': { target: 'init:iguana', paths: ['/run/iguana.pid'], confirmed: true },
  'order.plan': { of: { kind: 'chosen', targets: ['iguana'] } },
  'order.begin': { of: { kind: 'group', name: 'web' }, person: true },
  'order.decide': { order: 'order-1', turn: 0, decision: { kind: 'pass', target: 'iguana' } },
  'order.list': {},
  'order.get': { order: 'order-1' },
  'services.suggest': { target: 'pid:4242' },
  'services.add': { name: 'iguana', configuration: { exe: '/opt/iguana/iguana_service' } },
  'profiles.list': {},
  'alerts.list': {},
  'settings.get': {},
  'settings.change': { changes: [{ path: ['tray', 'show'], value: false }] },
  'configuration.get': {},
  'services.change': { name: 'iguana', rename: 'lizard', configuration: { exe: '/opt/iguana' } },
  'groups.change': { name: 'web', members: ['nginx.service'] },
  'profiles.change': { id: 'iguana', profile: { title: 'Iguana' } },
  'configuration.export': {},
  'configuration.import': { text: 'services: {}', mode: 'merge', confirmed: false },
  'permission.ask': { action: 'signals' },
  'permission.drop': {},
  'service.start': { target: 'iguana' },
  'service.restart': { target: 'iguana', schedule: 'stop/5', person: true },
  'unit.control': { target: 'iguana.service', action: 'freeze', confirmed: false },
  'unit.dependencies': { target: 'iguana.service' },
  'unit.properties': { target: 'iguana.service' },
  'log.read': {
    target: 'iguana.service',
    after: 's=1;i=2',
    since: 1_700_000_000_000,
    level: 7,
    limit: 50,
    waitMs: 1000,
  },
  'journal.read': { since: 1_700_000_000_000, run: 'run-1', limit: 100 },
  'practice.start': { vice: 'obeys', seconds: 60, workers: 2 },
}
/** Whether a request is taken with these fields instead of its own. */
export const taken = (name: RequestName, more: object): boolean =>
  parseRequest(name, { ...full[name], ...more }).ok
