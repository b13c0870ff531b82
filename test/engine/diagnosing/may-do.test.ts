/** Whether a remedy may be done in the moment of its choice. */
import { beforeEach, describe, expect, it } from 'vitest'
import { mayDo, type MayDoPorts } from '../../../electron/engine/diagnosing/may-do.ts'
import type { RemedyAction } from '../../../electron/engine/decide/diagnosis/remedy-action.ts'
import type { LimitedService } from '../../../electron/engine/decide/limits/find-never.ts'
import {
  parseUnit,
  type RawProperties,
  type UnitFacts,
} from '../../../electron/engine/parse/unit-properties.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { continueMain, identity, makeMember, makeRun, threeMembers } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'

/** A machine on which everything may be done, until a test says otherwise. */
class Machine {
  /** Pids that are there, with the start time that the kernel gives them. */
  readonly there = new Map<number, number>([100, 101, 102, 900].map((pid) => [pid, pid * 10]))
  readonly never = new Set<string>()
  readonly refused = new Map<string, QuiesceError>()
  readonly others = new Set<number>()
  readonly wanted: string[][] = []
  permitted: Result<boolean> = ok(false)
  unit: RawProperties = { Id: 'iguana.socket', LoadState: 'loaded', ActiveState: 'active' }
  hasManager = true
  controlGroup = '/system.slice/iguana.service'
  /** Units around it, as they are once they were loaded. */
  readonly around = new Map<string, RawProperties>()
  isAroundLoaded = false

  readonly ports = {
    table: {
      readOne: (pid: number) => {
        const startTicks = this.there.get(pid)
        const known = startTicks === undefined ? null : { ...identity(pid), startTicks }
        return known && ({ identity: known } as ProcessRow)
      },
    },
    inventory: {
      prepare: () => Promise.resolve(),
      look: (target: string) => ok({ look: { observed: this.#observed(target) } }),
      observe: (target: string) => {
        const error = this.refused.get(target)
        return error ? fail(error) : ok({ target, title: target })
      },
      refuseNever: (service: LimitedService) => this.#never(service),
      refuseStop: (service: LimitedService) => this.#never(service),
      pinnedTarget: (pid: number) => `pid:${pid}`,
      sources: {
        unitFacts: {
          units: {
            book: () =>
              this.hasManager
                ? {
                    load: () => Promise.resolve(ok(parseUnit(this.unit, 'system'))),
                    loadAround: () => Promise.resolve((this.isAroundLoaded = true)),
                    get: (name: string) => this.#around(name),
                  }
                : undefined,
          },
          session: { sshConnection: null, ownUnits: ['session.service'] },
        },
      },
    },
    permits: {
      want: (actions: readonly string[]) => {
        this.wanted.push([...actions])
        return Promise.resolve(this.permitted)
      },
    },
    isOthers: ({ pid }: { readonly pid: number }) => this.others.has(pid),
  } as unknown as MayDoPorts

  #observed(target: string): object {
    return { target, title: target, unit: { controlGroup: this.controlGroup } }
  }
  #around(name: string): UnitFacts | null {
    const known = this.isAroundLoaded ? this.around.get(name) : undefined
    return known ? parseUnit(known, 'system') : null
  }
  #never({ target }: LimitedService): QuiesceError | null {
    const error = { code: 'protected', message: `${target} is never stopped.`, next: 'x' } as const
    return this.never.has(target) ? error : null
  }
}

let machine: Machine
beforeEach(() => {
  machine = new Machine()
})

const kept = makeMember(103, { kept: 'KillMode=process keeps it' })
const run = makeRun('stop/30/ask', { unit: makeUnit() }, [...threeMembers(), kept])
const signalTo = (pid: number): RemedyAction => ({
  ...{ kind: 'signal', signal: 'TERM', target: identity(pid), name: 'daemon' },
})
const trigger: RemedyAction = { kind: 'stop-trigger', unit: 'iguana.socket' }
const thaw: RemedyAction = { kind: 'thaw', unit: null, cgroup: '/system.slice/iguana.service' }

const codeOf = async (action: RemedyAction): Promise<string | null> => {
  const may = await mayDo(machine.ports, run, action)
  return may.ok ? null : may.error.code
}

describe('a remedy that may be done', () => {
  it.each<[string, RemedyAction]>([
    ['more time', { kind: 'wait', ms: 1 }],
    ['words', { kind: 'by-hand' }],
    ['to thaw it', thaw],
    ['to continue a member', continueMain],
    ['a signal to a member', signalTo(101)],
    ['a signal to somebody else', signalTo(900)],
    ['to stop a trigger', trigger],
  ])('is %s', async (_, action) => {
    expect(await codeOf(action)).toBeNull()
  })

  it('needs nobody’s permission for one’s own processes', async () => {
    await codeOf(signalTo(101))
    expect(machine.wanted).toEqual([[]])
  })

  it('asks for permission where the process is somebody else’s', async () => {
    machine.others.add(900)
    expect(await codeOf(signalTo(900))).toBeNull()
    expect(machine.wanted).toEqual([['signals']])
  })
})

describe('a remedy that is refused', () => {
  it.each([continueMain, signalTo(100)])(
    'goes to a process that is gone: $kind',
    async (action) => {
      machine.there.delete(100)
      expect(await codeOf(action)).toBe('identity-changed')
    },
  )

  it.each([continueMain, signalTo(100)])(
    'goes to another process by now: $kind',
    async (action) => {
      machine.there.set(100, 77)
      expect(await codeOf(action)).toBe('identity-changed')
    },
  )

  it('goes to who is left running on purpose', async () => {
    machine.there.set(103, 1030)
    expect(await codeOf(signalTo(103))).toBe('protected')
  })

  it('goes to a process that may not be signalled', async () => {
    const error = { code: 'protected', message: 'Your shell.', next: 'x' } as const
    machine.refused.set('pid:900', error)
    expect(await codeOf(signalTo(900))).toBe('protected')
  })

  it('goes to a process of what is never stopped from here', async () => {
    machine.never.add('pid:900')
    expect(await codeOf(signalTo(900))).toBe('protected')
  })

  it.each<[string, RemedyAction]>([
    ['continue', continueMain],
    ['signal', signalTo(101)],
    ['thaw', thaw],
  ])('is about a service that is never stopped since: %s', async (_, action) => {
    machine.never.add('iguana')
    expect(await codeOf(action)).toBe('protected')
  })

  it('is not permitted by the system', async () => {
    machine.others.add(900)
    machine.permitted = fail({ code: 'no-permission', message: 'No.', next: 'x' })
    expect(await codeOf(signalTo(900))).toBe('no-permission')
  })

  it.each<[string, () => void]>([
    ['refuses a manual stop', () => (machine.unit = { ...machine.unit, RefuseManualStop: true })],
    ['is never stopped from here', () => machine.never.add('iguana.socket')],
  ])('stops a trigger that %s', async (_, arrange) => {
    arrange()
    expect(await codeOf(trigger)).toBe('protected')
  })

  it.each(['/system.slice/docker-0123456789ab.scope', '/user.slice', '/system.slice'])(
    'thaws a cgroup that is not the service’s own: %s',
    async (cgroup) => {
      expect(await codeOf({ kind: 'thaw', unit: null, cgroup })).toBe('protected')
    },
  )

  it('thaws what the service has left since: it is in another cgroup now', async () => {
    machine.controlGroup = '/system.slice/other.service'
    expect(await codeOf(thaw)).toBe('protected')
  })

  it.each(['web.service', 'multi-user.target', 'user.slice', '.timer', 'timer'])(
    'stops a unit that does more than start it: %s',
    async (unit) => {
      expect(await codeOf({ kind: 'stop-trigger', unit })).toBe('protected')
    },
  )

  it('stops a service that bears a trigger’s name as an alias', async () => {
    machine.unit = { ...machine.unit, Id: 'web.service' }
    expect(await codeOf(trigger)).toBe('protected')
  })

  it('stops a trigger that takes another service along', async () => {
    machine.unit = { ...machine.unit, RequiredBy: ['iguana.service', 'web.service'] }
    for (const Id of ['iguana.service', 'web.service']) {
      machine.around.set(Id, { Id, LoadState: 'loaded', ActiveState: 'active' })
    }
    const may = await mayDo(machine.ports, run, trigger)
    expect(!may.ok && may.error.message).toBe(
      'iguana.socket is not stopped from here: systemd would stop web.service with it.',
    )
  })

  it('is none of a trigger that takes only the run’s own unit along, or who is down', async () => {
    machine.unit = { ...machine.unit, RequiredBy: ['iguana.service', 'web.service'] }
    machine.around.set('iguana.service', { Id: 'iguana.service', ActiveState: 'active' })
    machine.around.set('web.service', { Id: 'web.service', ActiveState: 'inactive' })
    expect(await codeOf(trigger)).toBeNull()
  })

  it.each(['session.service', 'dbus.service', 'systemd-logind.service'])(
    'stops what the person’s own session hangs on: %s',
    async (unit) => {
      machine.unit = { ...machine.unit, Id: unit }
      expect(await codeOf({ kind: 'stop-trigger', unit })).toBe('protected')
    },
  )
})
