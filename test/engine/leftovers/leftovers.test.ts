import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { Run } from '../../../shared/run.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import type { Look } from '../../../electron/engine/decide/observed.ts'
import {
  findLeftovers,
  removeLeftovers,
  type LeftoverPorts,
} from '../../../electron/engine/leftovers/leftovers.ts'
import { removeFile } from '../../../electron/engine/leftovers/remove-file.ts'
import { stampOf } from '../../../electron/engine/leftovers/remove-thing.ts'
import { makeLeftoverFacts } from '../../fakes/leftovers.ts'
import { makeMember } from '../../fakes/run.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-leftovers-'))
  path = join(folder, 'iguana.pid')
  writeFileSync(path, '700\n')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const names = (): string[] => readdirSync(folder)

function lookOf(verdict: PidFileVerdict['verdict'], more: object = {}): Look {
  return {
    observed: {
      target: 'iguana',
      title: 'iguana',
      members: [],
      suspects: [],
      pidFile: { path, verdict, pid: 700, evidence: ['It is dead.'] },
      lockFile: null,
      configuration: { pidfile: path },
      init: null,
      unit: null,
      ...more,
    },
    refusal: null,
  } as never
}

interface Desk {
  readonly ports: LeftoverPorts
  readonly records: JournalBody[]
}
function desk(looks: readonly Look[], more: Partial<LeftoverPorts> = {}): Desk {
  const records: JournalBody[] = []
  const left = [...looks]
  const ports: LeftoverPorts = {
    by: 'ada',
    prepare: () => Promise.resolve(),
    look: () => ok((left.length > 1 ? left.shift() : left[0]) as Look),
    uid: 0,
    liveRuns: () => Promise.resolve([]),
    findRun: () => Promise.resolve(null),
    remembered: () => Promise.resolve(null),
    gather: ({ look }) => Promise.resolve(makeLeftoverFacts({ look })),
    stamp: stampOf,
    mayRemove: () => true,
    removeFile: ({ stamp }) => removeFile(stamp),
    removeThing: () => Promise.resolve(fail('nothing else is here')),
    permit: () => Promise.resolve(ok(false)),
    record: (_, body) => {
      records.push(body)
      return Promise.resolve(ok(null))
    },
    ...more,
  }
  return { ports, records }
}
const remove = ({ ports }: Desk) =>
  removeLeftovers(ports, { target: 'iguana', ids: [`pid-file:${path}`] })
const dead = (): Look => lookOf('stale')
const alive = (): Look => lookOf('stale', { members: [makeMember(700)] })

describe('a clean-up', () => {
  it('removes a file whose owner is proven dead, and says so before and after', async () => {
    const at = desk([dead()])
    expect(await remove(at)).toEqual(ok({ removed: [`pid-file:${path}`], refused: [] }))
    expect(names()).toEqual([])
    expect(at.records).toMatchObject([
      { kind: 'intent', what: 'remove-file', argv: [path], by: 'ada', force: false },
      { kind: 'result', what: 'remove-file', detail: `${path} is removed.` },
    ])
  })

  it('looks at the machine once for all, and once more for each that goes', async () => {
    const looks: (string | undefined)[] = []
    const at = desk([dead()], {
      gather: ({ look, only }) => {
        looks.push(only)
        return Promise.resolve(makeLeftoverFacts({ look }))
      },
    })
    const ids = ['a', 'b', 'c'].map((name) => `pid-file:/run/${name}.pid`)
    const input = { target: 'iguana', ids: [...ids, `pid-file:${path}`] }
    expect(await removeLeftovers(at.ports, input)).toMatchObject(
      ok({ removed: [`pid-file:${path}`], refused: ids.map((id) => ({ id })) }),
    )
    expect(looks).toEqual([undefined, path])
  })

  it('does nothing that is not on the disk first', async () => {
    const error = { code: 'journal-unwritable', message: 'M.', next: 'N.' } as const
    const at = desk([dead()], { record: () => Promise.resolve(fail(error)) })
    expect(await remove(at)).toEqual(fail(error))
    expect(names()).toEqual(['iguana.pid'])
  })

  it('keeps the file of a daemon that came up while the intent was written', async () => {
    const at = desk([dead(), alive()])
    expect(await remove(at)).toEqual(
      ok({
        removed: [],
        refused: [{ id: `pid-file:${path}`, why: '1 process of the service lives.' }],
      }),
    )
    expect(names()).toEqual(['iguana.pid'])
    expect(at.records.at(-1)).toMatchObject({
      kind: 'result',
      detail: `${path} stays: 1 process of the service lives.`,
    })
  })

  it('is refused as a whole where permission for it is denied, and nothing is recorded', async () => {
    const denied = { code: 'no-permission', message: 'It was denied.', next: 'Ask.' } as const
    const asked: string[] = []
    const at = desk([dead()], {
      permit: (stamps) => {
        asked.push(...stamps.map(({ name }) => name))
        return Promise.resolve(fail(denied))
      },
    })
    expect(await remove(at)).toEqual(fail(denied))
    expect(asked).toEqual(['iguana.pid'])
    expect(at.records).toEqual([])
    expect(names()).toEqual(['iguana.pid'])
  })

  it('asks nobody for what stays anyway', async () => {
    const asked: string[] = []
    const at = desk([lookOf('trusted')], {
      permit: (stamps) => {
        asked.push(...stamps.map(({ name }) => name))
        return Promise.resolve(ok(false))
      },
    })
    expect(await remove(at)).toMatchObject({ value: { removed: [] } })
    expect(asked).toEqual([])
  })

  it('keeps a file that was written again in the very moment', async () => {
    const at = desk([dead()], {
      removeFile: ({ stamp }) => {
        writeFileSync(path, '70000\n')
        return removeFile(stamp)
      },
    })
    expect(await remove(at)).toMatchObject({
      value: { removed: [], refused: [{ why: 'It was written or replaced a moment ago.' }] },
    })
    expect(names()).toEqual(['iguana.pid'])
  })

  it('keeps whatever was put in its place', async () => {
    const at = desk([dead()], {
      removeFile: ({ stamp }) => {
        rmSync(path)
        symlinkSync('/etc/hostname', path)
        return removeFile(stamp)
      },
    })
    expect(await remove(at)).toMatchObject({ value: { removed: [] } })
    expect(names()).toEqual(['iguana.pid'])
  })

  it.each<[string, () => void, string]>([
    [
      'is gone',
      () => {
        rmSync(path)
      },
      'There is no such file',
    ],
    [
      'is a folder',
      () => {
        rmSync(path)
        mkdirSync(path)
      },
      'It is no plain file.',
    ],
    [
      'is a link',
      () => {
        rmSync(path)
        symlinkSync('/etc/hostname', path)
      },
      'It is no plain file.',
    ],
  ])('refuses what %s', async (_, change, why) => {
    change()
    const report = await remove(desk([dead()]))
    expect(report).toMatchObject({ ok: true, value: { removed: [] } })
    if (report.ok) expect(report.value.refused[0]?.why).toContain(why)
  })

  it('refuses a file that is no leftover of this service', async () => {
    const { ports } = desk([dead()])
    const other = join(folder, 'other')
    writeFileSync(other, '')
    const report = await removeLeftovers(ports, {
      target: 'iguana',
      ids: [`pid-file:${other}`],
    })
    expect(report).toMatchObject({
      value: {
        removed: [],
        refused: [{ id: `pid-file:${other}`, why: 'It is no leftover of this service.' }],
      },
    })
  })

  it('refuses what lies elsewhere in truth', async () => {
    const at = desk(
      [
        lookOf('stale', {
          configuration: null,
          pidFile: { path: '/run/x/iguana.pid', verdict: 'stale', pid: 7, evidence: [] },
        }),
      ],
      {
        stamp: () => ok({ folder: '/etc', name: 'iguana.pid', key: '' }),
      },
    )
    const report = await removeLeftovers(at.ports, {
      target: 'iguana',
      ids: ['pid-file:/run/x/iguana.pid'],
    })
    expect(report).toMatchObject({ value: { removed: [] } })
    if (report.ok) expect(report.value.refused[0]?.why).toContain('in truth at /etc/iguana.pid')
  })

  it('waits for the end of a run', async () => {
    const at = desk([dead()], { liveRuns: () => Promise.resolve([{ target: 'iguana' } as Run]) })
    expect(await remove(at)).toMatchObject({ ok: false, error: { code: 'busy' } })
    expect(names()).toEqual(['iguana.pid'])
  })

  it('is refused where the service cannot be looked at', async () => {
    const error = { code: 'unknown-target', message: 'M.', next: 'N.' } as const
    const at = desk([], { look: () => fail(error) })
    expect(await remove(at)).toEqual(fail(error))
    expect(await findLeftovers(at.ports, { target: 'iguana' })).toEqual(fail(error))
  })
})

describe('a search', () => {
  it('names what is left, and touches nothing', async () => {
    const at = desk([dead()])
    expect(await findLeftovers(at.ports, { target: 'iguana' })).toMatchObject({
      value: { leftovers: [{ path, keep: null }], tidy: [] },
    })
    expect(names()).toEqual(['iguana.pid'])
    expect(at.records).toEqual([])
  })
})
