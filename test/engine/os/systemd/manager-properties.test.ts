import { describe, expect, it } from 'vitest'
import type { BusCall } from '../../../../electron/engine/os/dbus/ports.ts'
import { PropertyReader } from '../../../../electron/engine/os/systemd/manager-properties.ts'
import { parseUnitPath } from '../../../../electron/engine/parse/unit-path.ts'
import { fail, ok, type Result } from '../../../../shared/errors.ts'

type Reply = Result<readonly unknown[]>
const refused = (name: string): Reply =>
  fail({ code: 'backend-failed', message: '', next: '', cause: `${name}: no` })
const unknownProperty = refused('org.freedesktop.DBus.Error.UnknownProperty')

/** Units by name, each with the properties of an interface. */
function openReader(
  units: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>,
) {
  const asked: string[] = []
  const call = ({ path, body = [] }: BusCall): Promise<Reply> => {
    const unit = parseUnitPath(path) ?? ''
    const [iface, property] = body.map((part) => String(part).replace(/^.*systemd1\./, ''))
    asked.push(`${unit} ${String(iface)}`)
    const found = units[unit]
    if (found === undefined) return Promise.resolve(refused('org.freedesktop.DBus.Error.NoReply'))
    const properties = found[String(iface)] ?? {}
    const name = String(property)
    return Promise.resolve(name in properties ? ok([properties[name]]) : unknownProperty)
  }
  return { reader: new PropertyReader(call), asked }
}

describe('one property of many units', () => {
  const units = {
    'a.service': { Unit: { Id: 'a.service' }, Service: { MainPID: 7, ControlGroup: '/a' } },
    'b.service': { Unit: { Id: 'b.service' }, Service: { MainPID: 0, ControlGroup: '' } },
    'c.socket': { Unit: { Id: 'c.socket' }, Socket: { ControlGroup: '/c' } },
    'd-e.slice': { Unit: { Id: 'd-e.slice' }, Slice: { ControlGroup: '/d' } },
  }
  const names = Object.keys(units)

  it('is read from the interface that all share', async () => {
    const { reader, asked } = openReader(units)
    expect(await reader.read(names, 'Id')).toEqual(new Map(names.map((name) => [name, name])))
    expect(asked).toEqual(names.map((name) => `${name} Unit`))
  })

  it('is read from that of the unit’s kind where they do not share it', async () => {
    const { reader } = openReader(units)
    expect([...(await reader.read(names, 'ControlGroup'))].sort()).toEqual([
      ['a.service', '/a'],
      ['b.service', ''],
      ['c.socket', '/c'],
      ['d-e.slice', '/d'],
    ])
  })

  it('is asked of the right interface at once from the second time on', async () => {
    const { reader, asked } = openReader(units)
    await reader.read(['a.service'], 'MainPID')
    await reader.read(['b.service', 'a.service'], 'MainPID')
    expect(asked).toEqual([
      'a.service Unit',
      'a.service Service',
      'b.service Service',
      'a.service Service',
    ])
  })

  it('leaves out who has none and who cannot be read', async () => {
    const { reader } = openReader(units)
    const read = await reader.read(['c.socket', 'gone.service', 'a.service'], 'MainPID')
    expect([...read]).toEqual([['a.service', 7]])
  })

  it('does not ask another interface of who does not answer at all', async () => {
    const { reader, asked } = openReader(units)
    await reader.read(['gone.service'], 'MainPID')
    expect(asked).toEqual(['gone.service Unit'])
  })

  it('of nobody is nothing', async () => {
    const { reader, asked } = openReader(units)
    expect(await reader.read([], 'Id')).toEqual(new Map())
    expect(asked).toEqual([])
  })

  it('is asked of 64 at once, and of the next as soon as one has answered', async () => {
    const waiting: (() => void)[] = []
    let asked = 0
    const reader = new PropertyReader(() => {
      asked += 1
      return new Promise((resolve) => {
        waiting.push(() => {
          resolve(ok(['x']))
        })
      })
    })
    const many = Array.from({ length: 200 }, (_, index) => `u${index}.service`)
    const read = reader.read(many, 'Id')
    expect(asked).toBe(64)
    const most: number[] = []
    for (let answered = 0; answered < 200; answered += 1) {
      waiting.shift()?.()
      await Promise.resolve().then(() => new Promise(setImmediate))
      most.push(waiting.length)
    }
    expect((await read).size).toBe(200)
    expect(Math.max(...most)).toBe(64)
    expect(asked).toBe(200)
  })
})
