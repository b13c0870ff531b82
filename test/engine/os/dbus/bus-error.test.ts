import { describe, expect, it } from 'vitest'
import { describeBusFailure, isBusError } from '../../../../electron/engine/os/dbus/bus-error.ts'
import type { BusCall } from '../../../../electron/engine/os/dbus/ports.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'

const read: BusCall = {
  destination: 'org.freedesktop.systemd1',
  path: '/org/freedesktop/systemd1',
  iface: 'org.freedesktop.systemd1.Manager',
  member: 'StopUnit',
  purpose: 'stop nginx.service',
  polkitAction: null,
  timeoutMs: 1000,
}
const action: BusCall = { ...read, polkitAction: 'org.freedesktop.systemd1.manage-units' }
const dbus = 'org.freedesktop.DBus.Error'

/** What a person is told of a failure that the called one itself answered with. */
const describeAnswer = (call: BusCall, name: string, text = ''): QuiesceError =>
  describeBusFailure(call, { name, text, fromCalled: true })

describe('a refusal', () => {
  it.each([
    [`${dbus}.AccessDenied`, 'Permission denied'],
    [`${dbus}.AuthFailed`, 'no'],
    [`${dbus}.InteractiveAuthorizationRequired`, 'Interactive authentication required.'],
    ['org.freedesktop.PolicyKit1.Error.Cancelled', 'dismissed'],
    ['org.freedesktop.PolicyKit1.Error.NotAuthorized', 'no'],
  ])('%s is no permission, with the action that would have to be allowed', (name, text) => {
    const error = describeAnswer(action, name, text)
    expect(error).toMatchObject({ code: 'no-permission', cause: `${name}: ${text}` })
    expect(error.message).toContain('may not stop nginx.service')
    expect(error.next).toContain('org.freedesktop.systemd1.manage-units')
    expect(error.next).toContain('as root')
  })

  it('names what can ask for a password only where one would have helped', () => {
    const next = (name: string): string => describeAnswer(action, name).next
    expect(next(`${dbus}.InteractiveAuthorizationRequired`)).toContain('pkttyagent')
    expect(next(`${dbus}.AccessDenied`)).not.toContain('pkttyagent')
  })

  it('speaks of no action where a read was refused', () => {
    const { next } = describeAnswer(read, `${dbus}.AccessDenied`)
    expect(next).not.toContain('null')
  })
})

describe('a unit that does not exist', () => {
  it('is an unknown target', () => {
    const name = 'org.freedesktop.systemd1.NoSuchUnit'
    const error = describeAnswer(action, name, 'Unit nginx.service not loaded.')
    expect(error).toMatchObject({
      code: 'unknown-target',
      message: 'Quiesce could not stop nginx.service: Unit nginx.service not loaded.',
      cause: `${name}: Unit nginx.service not loaded.`,
    })
  })
})

describe('silence', () => {
  const names = ['NoReply', 'Disconnected', 'Timeout', 'TimedOut']
  const describeSilence = (call: BusCall, name: string): QuiesceError =>
    describeBusFailure(call, { name: `${dbus}.${name}`, text: 'x', fromCalled: false })

  it.each(names)('%s to an action says that it may have been carried out', (name) => {
    const error = describeSilence(action, name)
    expect(error.code).toBe('backend-failed')
    expect(error.message).toContain('may have been carried out')
    expect(error.next).toContain('does not repeat')
  })

  it.each(names)('%s to a read says that nothing was changed', (name) => {
    const error = describeSilence(read, name)
    expect(error.code).toBe('backend-failed')
    expect(error.message).not.toContain('carried out')
    expect(error.next).toContain('nothing was changed')
  })
})

describe('a question for a password that nobody answered', () => {
  it.each(['NoReply', 'Timeout', 'TimedOut'])(
    'is no permission, and certain to have changed nothing: %s',
    (name) => {
      const error = describeAnswer(action, `${dbus}.${name}`, 'Method call timed out')
      expect(error.code).toBe('no-permission')
      expect(error.message).toContain('did not stop nginx.service')
      expect(error.next).toContain('nothing was changed')
    },
  )

  it('was not asked for a read', () => {
    expect(describeAnswer(read, `${dbus}.NoReply`).code).toBe('backend-failed')
  })
})

describe('any other failure', () => {
  it.each([
    ['org.freedesktop.systemd1.UnitMasked', 'Unmask'],
    ['org.freedesktop.systemd1.OnlyByDependency', 'RefuseManualStop'],
    ['org.freedesktop.systemd1.TransactionIsDestructive', 'list-jobs'],
    ['org.freedesktop.systemd1.ShuttingDown', 'going down'],
    ['org.freedesktop.systemd1.toString', 'its log'],
    ['org.freedesktop.systemd1.SomethingNew', 'its log'],
    [`${dbus}.Failed`, 'its log'],
    [`${dbus}.UnitMasked`, 'its log'],
  ])('%s keeps the bus’s words and says what helps: %s', (name, advice) => {
    const error = describeAnswer(action, name, 'It said no. ')
    expect(error.code).toBe('backend-failed')
    expect(error.message).toBe('Quiesce could not stop nginx.service: It said no.')
    expect(error.next).toContain(advice)
    expect(error.cause).toBe(`${name}: It said no. `)
  })
})

describe('the bus’s own name of a failure', () => {
  const error = describeAnswer(read, `${dbus}.Failed`, 'no')

  it.each([
    [`${dbus}.Failed`, true],
    [`${dbus}.Fail`, false],
    [dbus, false],
  ])('%s: %s', (name, is) => {
    expect(isBusError(error, name)).toBe(is)
  })

  it('is unknown of what did not come from a bus', () => {
    expect(isBusError({ code: 'internal', message: '', next: '' }, '')).toBe(false)
  })
})
