import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTarget, printTarget, type Target } from '../../../electron/engine/decide/target.ts'

const valueOf = (text: string, names: readonly string[] = []): Target => {
  const parsed = parseTarget(text, names)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}

describe('a target that can be read', () => {
  it.each<[string, Target]>([
    ['pid:1', { kind: 'pid', pid: 1, startTicks: null }],
    ['pid:4242', { kind: 'pid', pid: 4242, startTicks: null }],
    ['pid:4194304', { kind: 'pid', pid: 4_194_304, startTicks: null }],
    ['pid:4242@8831', { kind: 'pid', pid: 4242, startTicks: 8831 }],
    ['pid:4242@0', { kind: 'pid', pid: 4242, startTicks: 0 }],
    ['exe:/usr/sbin/nginx', { kind: 'exe', path: '/usr/sbin/nginx' }],
    ['exe:/opt/my app/run it', { kind: 'exe', path: '/opt/my app/run it' }],
    ['exe:/opt//twice///slashed', { kind: 'exe', path: '/opt/twice/slashed' }],
    ['exe:/opt/with:colon', { kind: 'exe', path: '/opt/with:colon' }],
    ['port:1', { kind: 'port', port: 1 }],
    ['port:65535', { kind: 'port', port: 65_535 }],
    ['pidfile:/run/x.pid', { kind: 'pidfile', path: '/run/x.pid' }],
    ['nginx.service', { kind: 'unit', unit: 'nginx.service', manager: 'system' }],
    ['getty@tty1.service', { kind: 'unit', unit: 'getty@tty1.service', manager: 'system' }],
    ['a\\x2db.service', { kind: 'unit', unit: 'a\\x2db.service', manager: 'system' }],
    ['user:syncthing.service', { kind: 'unit', unit: 'syncthing.service', manager: 'user' }],
    ['init:ssh', { kind: 'init', name: 'ssh' }],
    ['iguana', { kind: 'name', name: 'iguana' }],
    ['iguana-2.1_x', { kind: 'name', name: 'iguana-2.1_x' }],
  ])('%s', (text, target) => {
    expect(valueOf(text)).toEqual(target)
  })

  it('takes a configured name as that service, even where it looks like a unit', () => {
    expect(valueOf('web.service', ['web.service'])).toEqual({ kind: 'name', name: 'web.service' })
    expect(valueOf('data.mount', ['data.mount'])).toEqual({ kind: 'name', name: 'data.mount' })
  })
})

describe('a target that is refused', () => {
  it.each([
    ['pid:0', 'from 1 to 4194304'],
    ['pid:-1', 'from 1 to 4194304'],
    ['pid:+7', 'from 1 to 4194304'],
    ['pid:007', 'from 1 to 4194304'],
    ['pid:4194305', 'from 1 to 4194304'],
    ['pid:99999999999999999999', 'from 1 to 4194304'],
    ['pid:', 'from 1 to 4194304'],
    ['pid:12x', 'from 1 to 4194304'],
    ['pid:1e3', 'from 1 to 4194304'],
    ['pid:4242@', 'from 1 to 4194304'],
    ['pid:4242@x', 'from 1 to 4194304'],
    ['pid:4242@1@2', 'from 1 to 4194304'],
    ['port:0', 'from 1 to 65535'],
    ['port:65536', 'from 1 to 65535'],
    ['port:http', 'from 1 to 65535'],
    ['exe:nginx', 'absolute path'],
    ['exe:', 'absolute path'],
    ['exe:/usr/sbin/', 'absolute path'],
    ['exe:/usr/\0sbin', 'absolute path'],
    ['pidfile:run/x.pid', 'absolute path'],
    ['init:../../tmp/evil', 'script in /etc/init.d'],
    ['init:', 'script in /etc/init.d'],
    ['system.slice', 'a slice is no service'],
    ['multi-user.target', 'a target is no service'],
    ['session-3.scope', 'a scope is no service'],
    ['init.scope', 'a scope is no service'],
    ['home.mount', 'a mount is no service'],
    ['ssh.socket', 'a socket is no service'],
    ['', 'none of the forms'],
    ['two words', 'none of the forms'],
    ['-9', 'none of the forms'],
    ['file:/x', 'none of the forms'],
  ])('%j: %s', (text, why) => {
    const parsed = parseTarget(text)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
    if (!parsed.ok) expect(parsed.error.message).toContain(why)
  })

  it.each([
    ['4242', 'Write `pid:4242` or `port:4242`.'],
    ['/usr/sbin/nginx', 'Write `exe:/usr/sbin/nginx` or `pidfile:/usr/sbin/nginx`.'],
    ['ssh.socket', 'Name the service itself, as `UNIT.service`.'],
    ['port:http', 'Write it like `port:5060`.'],
  ])('%s says what was probably meant', (text, next) => {
    expect(parseTarget(text)).toMatchObject({ error: { next } })
  })

  it('shows control characters instead of passing them to the terminal', () => {
    const parsed = parseTarget('evil\u001b[2J\n')
    expect(parsed).toMatchObject({
      error: {
        message: 'The target "evil\\x1b[2J\\n" is refused: it is none of the forms of a target.',
      },
    })
    expect(parseTarget('/tmp/\u001b[2J')).toMatchObject({
      error: { next: 'Write `exe:/tmp/\\x1b[2J` or `pidfile:/tmp/\\x1b[2J`.' },
    })
  })
})

describe('printing', () => {
  const path = fc.stringMatching(/^(\/[a-z .:@-]{1,8}){1,4}$/)
  const target = fc.oneof(
    fc.record({
      kind: fc.constant('pid' as const),
      pid: fc.integer({ min: 1, max: 4_194_304 }),
      startTicks: fc.option(fc.nat()),
    }),
    fc.record({ kind: fc.constant('port' as const), port: fc.integer({ min: 1, max: 65_535 }) }),
    fc.record({ kind: fc.constantFrom('exe' as const, 'pidfile' as const), path }),
    fc.record({
      kind: fc.constant('unit' as const),
      unit: fc.constant('a@b.service'),
      manager: fc.constantFrom('system' as const, 'user' as const),
    }),
    fc.record({
      kind: fc.constant('init' as const),
      name: fc.stringMatching(/^[a-z][a-z0-9.-]{0,9}$/),
    }),
    fc.record({
      kind: fc.constant('name' as const),
      name: fc.stringMatching(/^[a-z][a-z0-9_-]{0,9}$/),
    }),
  )
  it('gives back what was read, for every target', () => {
    fc.assert(
      fc.property(target, (t: Target) => {
        expect(valueOf(printTarget(t))).toEqual(t)
      }),
    )
  })
})
