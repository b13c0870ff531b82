import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUnitPath, unitPath } from '../../../electron/engine/parse/unit-path.ts'

const prefix = '/org/freedesktop/systemd1/unit/'

/** As `busctl tree org.freedesktop.systemd1` shows them. */
const known: readonly (readonly [string, string])[] = [
  ['nginx.service', 'nginx_2eservice'],
  ['dbus.socket', 'dbus_2esocket'],
  ['-.mount', '_2d_2emount'],
  ['getty@tty1.service', 'getty_40tty1_2eservice'],
  ['9pfs.mount', '_39pfs_2emount'],
  ['a9.service', 'a9_2eservice'],
  ['my_app.service', 'my_5fapp_2eservice'],
  ['dev-disk-by\\x2duuid-A:B.device', 'dev_2ddisk_2dby_5cx2duuid_2dA_3aB_2edevice'],
  ['', '_'],
  ['é.service', '_c3_a9_2eservice'],
]

describe('the object path of a unit', () => {
  it.each(known)('of %j ends in %s', (name, label) => {
    expect(unitPath(name)).toBe(prefix + label)
  })

  it.each(known)('stands for %j again', (name, label) => {
    expect(parseUnitPath(prefix + label)).toBe(name)
  })

  it.each([
    ['another object', '/org/freedesktop/systemd1'],
    ['a job', '/org/freedesktop/systemd1/job/12'],
    ['nothing behind the prefix', prefix],
    ['an object below a unit', `${prefix}nginx_2eservice/below`],
    ['what no path may hold', `${prefix}nginx.service`],
    ['bytes that are no text', `${prefix}_ff_2eservice`],
    ['the prefix further in', `/x${prefix}nginx_2eservice`],
  ])('is none: %s', (_, path) => {
    expect(parseUnitPath(path)).toBeNull()
  })

  it.each([
    ['a_b', 'a_b'],
    ['a_zz', 'a_zz'],
    ['a_2', 'a_2'],
    ['a_2E', 'a.'],
    ['a__2e', 'a_.'],
  ])('keeps half an escape as it is: %s', (label, name) => {
    expect(parseUnitPath(prefix + label)).toBe(name)
  })

  const unitName = fc.stringMatching(/^[A-Za-z0-9:_.@\\-]{1,80}$/)
  const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 })

  it('comes back as the same name, whatever the name', () => {
    fc.assert(
      fc.property(fc.oneof(unitName, anyName), (name) => parseUnitPath(unitPath(name)) === name),
    )
  })

  it('is a valid object path, whatever the name', () => {
    const valid = /^\/org\/freedesktop\/systemd1\/unit\/[A-Za-z_][A-Za-z0-9_]*$/
    const half = fc.constantFrom('\ud800.service', 'a\udfff')
    fc.assert(fc.property(fc.oneof(unitName, anyName, half), (name) => valid.test(unitPath(name))))
  })

  it('is another one for another name', () => {
    fc.assert(
      fc.property(unitName, unitName, (a, b) => (a === b) === (unitPath(a) === unitPath(b))),
    )
  })

  it('never throws, whatever the path', () => {
    const label = fc.stringMatching(/^[A-Za-z0-9_]{0,40}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), label), (text) => {
        const name = parseUnitPath(prefix + text)
        return name === null || typeof name === 'string'
      }),
    )
  })
})
