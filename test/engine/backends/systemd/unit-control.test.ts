/** One unit under a run: its stop, its kill as a whole, and what is known of it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import {
  LiveUnitControl,
  type UnitControlOf,
} from '../../../../electron/engine/backends/systemd/unit-control.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import { makeUnit, unitMember } from '../../../fakes/unit.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeCgroups, FakeDeadlineFiles } from '../../../fakes/unit-ports.ts'
import { FakeClock } from '../../../fakes/world.ts'

const unit = 'iguana.service'
const path = '/system.slice/iguana.service'
const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }

let manager: FakeManager
let cgroups: FakeCgroups
let files: FakeDeadlineFiles
const clock = new FakeClock()
const running = {
  ActiveState: 'active',
  SubState: 'running',
  MainPID: 100,
  ControlGroup: path,
  InvocationID: new Uint8Array(16).fill(0xa5),
}
beforeEach(() => {
  manager = new FakeManager('system', { [unit]: running })
  cgroups = new FakeCgroups().put(path, 100)
  files = new FakeDeadlineFiles()
})
async function open(more: Partial<UnitControlOf> = {}): Promise<LiveUnitControl> {
  const book = new UnitBook(manager, clock)
  await book.load(unit)
  const known = makeUnit({}, { invocation: 'a5'.repeat(16) })
  return new LiveUnitControl({ ...{ known, book, cgroups, files, clock, uid: 0 }, ...more })
}

describe('what is known of the unit', () => {
  it('is what its manager told last, with the invocation that the run is about', async () => {
    const control = await open({ known: makeUnit({}, { invocation: 'b'.repeat(32) }) })
    manager.change(unit, { ActiveState: 'deactivating', SubState: 'stop-sigterm' })
    expect(control.current()).toMatchObject({
      name: unit,
      manager: 'system',
      invocation: 'b'.repeat(32),
      state: { activeState: 'deactivating', invocation: 'a5'.repeat(16) },
      fixedDeadline: null,
      movedTo: null,
    })
  })

  it('follows a unit that crashes and restarts until its stop is answered, and stays there', async () => {
    const invocationNow = () => control.current()?.invocation
    const start = (byte: number): void => {
      manager.change(unit, { ...running, InvocationID: new Uint8Array(16).fill(byte) })
    }
    const control = await open({ awaitsStop: true })
    start(0xb6)
    expect(invocationNow()).toBe('b6'.repeat(16))
    manager.on = ({ call }) => {
      // Told before the answer: the stop is about this one.
      if (call === 'stopUnit') start(0xc7)
    }
    await control.stop([])
    start(0xd8)
    expect(invocationNow()).toBe('c7'.repeat(16))
    expect(control.current()?.state.invocation).toBe('d8'.repeat(16))
  })

  it('knows the invocation that was stopped, though the next one was told in the same breath', async () => {
    const control = await open({ awaitsStop: true })
    const stopped = control.stop([])
    // Accepted; then, before anybody who awaits the answer hears it, systemd starts it again.
    manager.change(unit, { ...running, InvocationID: new Uint8Array(16).fill(0xe9) })
    await stopped
    expect(control.current()).toMatchObject({
      invocation: 'a5'.repeat(16),
      state: { invocation: 'e9'.repeat(16) },
    })
  })

  it('stays on the invocation of a refused stop, too', async () => {
    const control = await open({ awaitsStop: true })
    manager.failNext('stopUnit', denied)
    await control.stop([])
    manager.change(unit, { InvocationID: new Uint8Array(16).fill(0xb6) })
    expect(control.current()?.invocation).toBe('a5'.repeat(16))
  })

  it('says why its deadline cannot be moved from here', async () => {
    files.refusals.system = 'that takes root'
    expect((await open()).current()?.fixedDeadline).toBe('that takes root')
  })

  it('knows where a run that is taken up had moved it to', async () => {
    const known = makeUnit({}, { movedTo: 'never' })
    expect((await open({ known })).current()?.movedTo).toBe('never')
  })

  it('is at rest where its manager does not have it: a transient one leaves nothing behind', async () => {
    const known = makeUnit({ activeState: 'deactivating' }, { name: 'run-1.service' })
    expect((await open({ known })).current()).toMatchObject({
      name: 'run-1.service',
      state: { activeState: 'inactive', mainPid: 0 },
    })
  })

  it('is nothing where its manager cannot be asked either', async () => {
    const control = await open({ known: makeUnit({}, { name: 'run-1.service' }) })
    manager.emit({ kind: 'lost', why: 'daemon-reexec' })
    expect(control.current()).toBeNull()
  })
})

describe('following the unit', () => {
  it.each([
    [
      'canceled',
      'Somebody cancelled the stop of iguana.service: systemd does not stop it any more.',
    ],
    ['done', undefined],
  ])('says of a stop job that is %s: %s', async (result, sentence) => {
    const control = await open()
    const said: (string | undefined)[] = []
    const stop = control.follow((words) => said.push(words))
    await control.stop(['iguana.socket'])
    const job = `/org/freedesktop/systemd1/job/${manager.made('stopUnit').length}`
    const removed = (other: string): void => {
      manager.emit({ kind: 'job-removed', unit, job: other, result })
    }
    removed('/org/freedesktop/systemd1/job/999')
    expect(said.filter((words) => words !== undefined)).toEqual([])
    removed(job)
    expect(said.filter((words) => words !== undefined)).toEqual(sentence ? [sentence] : [])
    stop()
    removed(job)
    expect(said.filter((words) => words !== undefined)).toHaveLength(sentence ? 1 : 0)
  })

  it('hears its manager and its cgroup, until it stops', async () => {
    const control = await open()
    let heard = 0
    const stop = control.follow(() => (heard += 1))
    manager.change(unit, { SubState: 'reload' })
    cgroups.tell(path)
    expect(heard).toBe(2)
    manager.set('gecko.service', running)
    manager.change('gecko.service', { SubState: 'reload' })
    expect(heard).toBe(2)
    stop()
    manager.change(unit, { SubState: 'running' })
    cgroups.tell(path)
    expect(heard).toBe(2)
    expect(cgroups.watchers()).toBe(0)
  })

  it('watches no cgroup where it has none', async () => {
    manager.set(unit, { ControlGroup: '' })
    const control = await open()
    control.follow(() => undefined)()
    expect(cgroups.watchers()).toBe(0)
  })
})

describe('its stop', () => {
  it('stops the triggers first, then the unit', async () => {
    const control = await open()
    expect(await control.stop(['iguana.socket', 'iguana.timer'])).toEqual({ ok: true, value: null })
    expect(manager.made('stopUnit')).toEqual([['iguana.socket'], ['iguana.timer'], [unit]])
  })

  it('is refused as the manager refuses it, with nothing else asked', async () => {
    const control = await open()
    manager.failNext('stopUnit', denied)
    expect(await control.stop(['iguana.socket'])).toEqual({ ok: false, error: denied })
    expect(manager.made('stopUnit')).toEqual([['iguana.socket']])
  })

  it('is no refusal any more where a trigger was stopped already', async () => {
    const control = await open()
    manager.on = ({ about }) => {
      if (about[0] === 'iguana.socket') manager.failNext('stopUnit', denied)
    }
    expect(await control.stop(['iguana.socket'])).toMatchObject({
      error: {
        code: 'backend-failed',
        message: 'The stop of iguana.socket was accepted, then: polkit refused.',
      },
    })
  })
})

describe('the kill of the whole unit', () => {
  const kept = [unitMember(101, { kept: 'KillMode=process' })]

  it('is one write to its cgroup, where that may be written', async () => {
    const whole = (await open()).wholeKill('all', [])
    expect(whole).toMatchObject({ how: `cgroup.kill of ${path}`, whom: 'all' })
    expect(await whole?.kill()).toMatchObject({ ok: true })
    expect(cgroups.killed).toEqual([path])
    expect(manager.made('killUnit')).toEqual([])
  })

  it.each([
    ['root, an old kernel', 0, null],
    ['a person, a system unit', 1000, { whom: 'all', how: `KillUnit(${unit}, all, SIGKILL)` }],
  ])('without cgroup.kill: %s', async (_, uid, expected) => {
    cgroups.set(path, { mayKill: false })
    const whole = (await open({ uid })).wholeKill('all', [])
    if (expected === null) expect(whole).toBeNull()
    else expect(whole).toMatchObject(expected)
  })

  it('by its manager says what the manager says', async () => {
    cgroups.set(path, { mayKill: false })
    const whole = (await open({ uid: 1000 })).wholeKill('all', [])
    manager.failNext('killUnit', denied)
    expect(await whole?.kill()).toEqual({ ok: false, error: denied })
    expect(manager.made('killUnit')).toEqual([[unit, 'all', 9]])
  })

  it('is none where something in it is kept, or will be as soon as it is forked', async () => {
    expect((await open()).wholeKill('all', kept)).toBeNull()
    for (const KillMode of ['process', 'none']) {
      manager.set(unit, { KillMode })
      expect((await open()).wholeKill('all', [])).toBeNull()
    }
  })

  it('is that of the main process, for a person, where something is kept', async () => {
    const whole = (await open({ uid: 1000 })).wholeKill('all', kept)
    expect(whole).toMatchObject({ whom: 'main' })
    await whole?.kill()
    expect(manager.made('killUnit')).toEqual([[unit, 'main', 9]])
    expect(cgroups.killed).toEqual([])
  })

  it('does not mind who is kept elsewhere', async () => {
    const elsewhere = unitMember(101, {
      kept: 'x',
      reasons: [
        { kind: 'unit', unit, below: '' },
        { kind: 'left-cgroup', to: '/elsewhere' },
      ],
    })
    expect((await open()).wholeKill('all', [elsewhere])).toMatchObject({ whom: 'all' })
  })

  it('is none of a main process or a group, which pins reach exactly', async () => {
    const control = await open()
    expect(control.wholeKill('main', [])).toBeNull()
    expect(control.wholeKill('group', [])).toBeNull()
    const person = await open({ uid: 1000 })
    expect(person.wholeKill('main', [])).toMatchObject({ whom: 'main' })
    expect(person.wholeKill('group', [])).toBeNull()
  })

  it('is through pins for a unit of the person’s own manager without cgroup.kill', async () => {
    manager = new FakeManager('user', { [unit]: running })
    cgroups.set(path, { mayKill: false })
    const control = await open({ uid: 1000 })
    expect(control.wholeKill('all', [])).toBeNull()
    expect(control.wholeKill('main', [])).toBeNull()
  })

  it('is none of a cgroup where there is none', async () => {
    manager.set(unit, { ControlGroup: '' })
    expect((await open()).wholeKill('all', [])).toBeNull()
  })
})
