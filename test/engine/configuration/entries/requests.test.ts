import { describe, expect, it } from 'vitest'
import {
  changeGroup,
  changeProfile,
  changeService,
} from '../../../../electron/engine/configuration/entries/requests.ts'
import { refuseUnderWay } from '../../../../electron/engine/configuration/entries/under-way.ts'
import type { Order } from '../../../../shared/order.ts'
import type { Run } from '../../../../shared/run.ts'
import { useEntryHome } from './entry-home.ts'

const home = useEntryHome()

const text = [
  '# my machine',
  'services:',
  '  # the proxy',
  '  # of the calls',
  '  proxy:   # SIP',
  '    port: 5060 # as everywhere',
  '    # it takes long',
  '    schedule: "stop/60/ask"',
  '    needs: [ db ]',
  '    restart: { on: failure }   # the rest is as by default',
  '',
  '  # the data',
  '  db:',
  '    exe: /opt/db',
  'groups:',
  '  calls: [ proxy, db ] # both',
  'settings:',
  '  favourites:',
  '  - db # first',
  '  - proxy',
  '  limits: { never: [db] }',
  '',
].join('\n')

const proxy = {
  port: 5060,
  schedule: 'stop/60/ask',
  needs: ['db'],
  restart: { on: 'failure', delay: 5, limit: 3, within: 600 },
} as const
const change = (input: Partial<Parameters<typeof changeService>[1]>, more = {}) =>
  changeService(home().ports(more), {
    name: 'proxy',
    configuration: { ...proxy, needs: ['db'] },
    ...input,
  })

describe('another description of a service', () => {
  it('that says the same touches nothing, though it has filled in what was left out', async () => {
    await home().write(text)
    expect(await change({})).toMatchObject({ ok: true, value: { place: `${home().file}:5:3` } })
    expect(home().content()).toBe(text)
  })

  it('keeps the comments beside what stays, and is recorded before and after', async () => {
    await home().write(text)
    const changed = await change({
      configuration: {
        port: 5061,
        title: 'SIP',
        needs: ['db', 'dns'],
        restart: { ...proxy.restart, limit: 9 },
      },
    })
    expect(changed).toEqual({
      ok: true,
      value: {
        place: `${home().file}:5:3`,
        sentence: 'proxy is changed. No file describes dns.',
      },
    })
    expect(home().content()).toBe(
      text
        .replace('port: 5060', 'port: 5061')
        .replace('    # it takes long\n    schedule: "stop/60/ask"\n', '')
        .replace('[ db ]\n', '[ db, dns ]\n')
        .replace(
          '{ on: failure }   # the rest is as by default\n',
          '{ on: failure, limit: 9 }   # the rest is as by default\n    title: SIP\n',
        ),
    )
    expect(home().said).toEqual([
      `ops changes the service proxy in ${home().file}.`,
      `proxy stands at ${home().file}:5:3 now, changed by ops.`,
    ])
  })

  it('under a new name takes along whoever names it in the file, and says so', async () => {
    await home().write(text)
    const renamed = await change({
      name: 'db',
      rename: 'data',
      configuration: { exe: '/opt/db' },
    })
    expect(renamed).toEqual({
      ok: true,
      value: {
        place: `${home().file}:13:3`,
        sentence:
          'db is called data now. services.proxy.needs, groups.calls, settings.favourites and settings.limits.never name data now as well.',
      },
    })
    expect(home().content()).toBe(
      text.replaceAll(/\bdb\b/g, 'data').replace('/opt/data', '/opt/db'),
    )
  })

  it('that is new is put in', async () => {
    await home().write('services:\n  web: { port: 80 } # http\n')
    const added = await change({ name: 'dns', configuration: { port: 53 } })
    expect(added).toMatchObject({ ok: true, value: { place: `${home().file}:3:3` } })
    expect(home().content()).toBe('services:\n  web: { port: 80 } # http\n  dns:\n    port: 53\n')
  })

  it.each([
    ['a name that is taken', { rename: 'db' }, 'bad-input', 'called db already'],
    ['one that is not there', { name: 'prxy', rename: 'x' }, 'unknown-target', 'prxy'],
    [
      'one that is to go and is not there',
      { name: 'x', configuration: null },
      'unknown-target',
      'x',
    ],
    [
      'a profile that nobody knows',
      { configuration: { port: 1, profile: 'nginks' } },
      'bad-input',
      'nginks',
    ],
    ['what the schema refuses', { configuration: { port: 0 } }, 'bad-input', 'port'],
  ])('is refused: %s', async (_name, input, code, words) => {
    await home().write(text)
    const refused = await change(input)
    expect(refused).toMatchObject({ ok: false, error: { code } })
    if (!refused.ok) expect(refused.error.message).toContain(words)
    expect([home().content(), home().said]).toEqual([text, []])
  })

  it('of the machine is refused with its place', async () => {
    await home().write(text, 'services:\n  ntp:\n    port: 123\n')
    for (const configuration of [null, { port: 1 }]) {
      expect(await change({ name: 'ntp', configuration })).toMatchObject({
        ok: false,
        error: { code: 'protected', place: `${home().machine}:2:3` },
      })
    }
  })
})

describe('a service that is taken out', () => {
  it('goes with the comments right above it, and whoever still names it is told', async () => {
    await home().write(text)
    const taken = await change({ configuration: null })
    expect(taken).toEqual({
      ok: true,
      value: {
        place: home().file,
        sentence: `proxy was taken out of ${home().file}. groups.calls and settings.favourites still name proxy.`,
      },
    })
    const lines = text.split('\n')
    expect(home().content()).toBe([...lines.slice(0, 2), ...lines.slice(10)].join('\n'))
  })

  it('gives the word back to a file of the machine', async () => {
    await home().write('services:\n  a: { port: 1 }\n', 'services:\n  a: { port: 2 }\n')
    const taken = await change({ name: 'a', configuration: null })
    expect(taken).toMatchObject({
      value: {
        sentence: expect.stringContaining(`What ${home().machine}:2:3 says holds now.`) as string,
      },
    })
    expect(home().store.current().services.get('a')?.configuration.port).toBe(2)
    expect(home().content()).toBe('')
  })
})

describe('a service that is being stopped', () => {
  const busy = { code: 'busy', message: 'proxy is being stopped', next: 'Wait.' } as const
  const under = { refuseBusy: () => Promise.resolve(busy) }
  it.each([
    ['keeps its name', { rename: 'x' }],
    ['is not taken out', { configuration: null }],
  ])('%s', async (_name, input) => {
    await home().write(text)
    expect(await change(input, under)).toMatchObject({ ok: false, error: { code: 'busy' } })
    expect(home().content()).toBe(text)
  })
  it('may be described otherwise: what is under way goes on as planned', async () => {
    await home().write(text)
    const changed = await change({ configuration: { port: 5062 } }, under)
    expect(changed).toMatchObject({
      value: { sentence: 'proxy is changed. What is under way for it goes on as it was planned.' },
    })
  })
  it('is known by its run, or by an order that names it', () => {
    const run = { target: 'proxy', by: 'ann', id: 'r1', phase: { kind: 'held' } } as Run
    const plan = { entries: [{ target: 'db' }] }
    const order = { id: 'o1', by: 'bob', phase: { kind: 'paused' }, plan } as unknown as Order
    const over = { ...order, phase: { kind: 'ended' } } as Order
    expect(refuseUnderWay('proxy', [run], [])?.message).toContain('stopped by ann (run r1)')
    expect(refuseUnderWay('db', [run], [order])?.message).toContain('that bob gave (o1)')
    expect(refuseUnderWay('db', [run], [over])).toBeNull()
  })
})

describe('groups', () => {
  it('are changed in their place', async () => {
    await home().write(text)
    const changed = await changeGroup(home().ports(), { name: 'calls', members: ['db', 'gone'] })
    expect(changed).toEqual({
      ok: true,
      value: {
        place: `${home().file}:16:3`,
        sentence: 'The group calls is changed. No file describes gone.',
      },
    })
    expect(home().content()).toBe(text.replace('[ proxy, db ]', '[ db, gone ]'))
  })
  it('are made, and taken out with nothing left of the section', async () => {
    await home().write('# mine\n')
    const made = await changeGroup(home().ports(), {
      name: 'web',
      members: ['nginx.service', 'pid:1'],
    })
    expect(made).toMatchObject({ value: { sentence: 'The group web is new.' } })
    expect(home().content()).toBe('# mine\n\ngroups:\n  web: [nginx.service, pid:1]\n')
    await changeGroup(home().ports(), { name: 'web', members: null })
    expect(home().store.current().configuration.groups).toEqual({})
    expect(home().content().trim()).toBe('# mine')
  })
  it('of the machine are refused with their place', async () => {
    await home().write('', 'groups:\n  all: [web]\n')
    expect(await changeGroup(home().ports(), { name: 'all', members: ['x'] })).toMatchObject({
      ok: false,
      error: { code: 'protected', place: `${home().machine}:2:3` },
    })
  })
})

describe('profiles of one’s own', () => {
  it('of the catalogue are changed in part', async () => {
    const made = await changeProfile(home().ports(), {
      id: 'nginx',
      profile: { title: 'Our nginx' },
    })
    expect(made).toMatchObject({ ok: true, value: { sentence: 'The profile nginx is new.' } })
    expect(home().store.current().configuration.profiles).toEqual({ nginx: { title: 'Our nginx' } })
  })
  it('that the catalogue does not have have to be whole, and nothing is written else', async () => {
    await home().write('# mine\n')
    const refused = await changeProfile(home().ports(), { id: 'mine', profile: { title: 'Mine' } })
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    if (!refused.ok) expect(refused.error.message).toMatch(/^"mine" is no profile of the catalogue/)
    expect(home().content()).toBe('# mine\n')
  })
  it('that go are told with who asks for them', async () => {
    await home().write(
      'services:\n  a: { port: 1, profile: nginx }\nprofiles:\n  nginx: { title: X }\n',
    )
    const taken = await changeProfile(home().ports(), { id: 'nginx', profile: null })
    expect(taken).toMatchObject({ value: { sentence: `nginx was taken out of ${home().file}.` } })
  })
})
