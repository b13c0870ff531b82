import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Guarantee } from '../../../shared/host.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import { createRoutedSignaller } from '../../../electron/engine/privilege/routed-signaller.ts'
import type { Signaller } from '../../../electron/engine/os/ports.ts'
import { FakeHelpers, type FakeRootLink } from '../../fakes/root-helper.ts'
import { makeMember } from '../../fakes/run.ts'
import { FakeWorld } from '../../fakes/world.ts'

let world: FakeWorld
let helpers: FakeHelpers
let signaller: Signaller
let guarantees: Guarantee[]
let isClaimed: boolean
const theirs: ProcessIdentity = { ...makeMember(100).identity, boot: 'boot-1' }
const mine: ProcessIdentity = { ...makeMember(200).identity, boot: 'boot-1' }

beforeEach(() => {
  world = new FakeWorld()
  world.spawn({ ...makeMember(100), identity: theirs }, { TERM: 'denies', KILL: 'denies' })
  world.spawn({ ...makeMember(200), identity: mine })
  helpers = new FakeHelpers()
  guarantees = []
  isClaimed = true
  signaller = createRoutedSignaller({
    own: world.signaller,
    helpers,
    isOthers: ({ pid }) => pid === 100,
    isClaimed: () => Promise.resolve(isClaimed),
  })
  signaller.onGuarantee((guarantee) => guarantees.push(guarantee))
})

const willing = (link: FakeRootLink): FakeRootLink =>
  link
    .answer('open', { kind: 'opened', handle: 7, inode: '77' })
    .answer('signal', { kind: 'sent' })
    .answer('close', { kind: 'closed' })

async function hold(identity: ProcessIdentity, onExit = () => undefined) {
  const held = await signaller.hold(identity, onExit)
  if (!held.ok) throw new Error(held.error)
  return held.value
}

describe('another user’s process', () => {
  it('is signalled by the root helper where permission is there', async () => {
    const link = willing(helpers.grant('signals'))
    const held = await hold(theirs)
    expect(await held.send('TERM')).toBe('sent')
    held.release()
    expect(link.asked).toEqual([`open 100 ${theirs.startTicks}`, 'signal 7 15', 'close 7'])
    expect(world.sent).toEqual([])
  })

  it('is not signalled where another run has it by now', async () => {
    const link = willing(helpers.grant('signals'))
    const held = await hold(theirs)
    isClaimed = false
    expect(await held.send('KILL')).toBe('no-permission')
    expect(link.asked).toEqual([`open 100 ${theirs.startTicks}`])
    isClaimed = true
    expect(await held.send('KILL')).toBe('sent')
  })

  it('is refused by the kernel without it, and nobody is asked', async () => {
    const held = await hold(theirs)
    expect(await held.send('TERM')).toBe('no-permission')
    expect(helpers.asked).toEqual([])
  })

  it('is signalled by a permission that came after it was held', async () => {
    const held = await hold(theirs)
    willing(helpers.grant('signals'))
    expect(await held.send('TERM')).toBe('sent')
  })

  it('is pinned anew by the next helper, with the inode that is known', async () => {
    const first = willing(helpers.grant('signals'))
    const held = await hold(theirs)
    first.end('it died')
    expect(await held.send('TERM')).toBe('no-permission')
    const second = willing(helpers.grant('signals'))
    expect(await held.send('TERM')).toBe('sent')
    expect(second.asked[0]).toBe(`open 100 ${theirs.startTicks} 77`)
  })

  it('tells its exit once, though both see it', async () => {
    const link = willing(helpers.grant('signals'))
    const onExit = vi.fn()
    const held = await hold(theirs, onExit as () => undefined)
    link.say({ kind: 'exited', handle: 7 })
    world.exit(100)
    expect(onExit).toHaveBeenCalledTimes(1)
    expect(await held.send('TERM')).toBe('gone')
  })

  it('may have been signalled where the helper died over it, and the run goes on', async () => {
    const link = helpers.grant('signals').answer('open', { kind: 'opened', handle: 7, inode: '0' })
    const held = await hold(theirs)
    const sent = held.send('TERM')
    await vi.waitFor(() => {
      expect(link.asked).toContain('signal 7 15')
    })
    link.end('the root helper ended by SIGKILL')
    expect(await sent).toBe('maybe')
    expect(await held.send('TERM')).toBe('no-permission')
    expect(guarantees).toEqual([{ kind: 'checked', why: 'the root helper ended by SIGKILL' }])
  })

  it.each([
    ['protected', 'protected'],
    ['changed', 'changed'],
  ] as const)('that the helper calls %s is not held at all', async (reason, error) => {
    helpers.grant('signals').answer('open', { kind: 'refused', reason, errorName: null })
    expect(await signaller.hold(theirs, () => undefined)).toEqual({ ok: false, error })
  })

  it.each(['gone', 'permission', 'error'] as const)(
    'that the helper cannot pin (%s) is watched all the same',
    async (reason) => {
      helpers.grant('signals').answer('open', { kind: 'refused', reason, errorName: null })
      expect(await (await hold(theirs)).send('TERM')).toBe('no-permission')
    },
  )

  it('of another boot is nobody', async () => {
    willing(helpers.grant('signals'))
    const held = await signaller.hold({ ...theirs, pid: 999, boot: 'old' }, () => undefined)
    expect(held).toEqual({ ok: false, error: 'gone' })
  })
})

describe('one’s own process', () => {
  it('never goes by root', async () => {
    const link = willing(helpers.grant('signals'))
    const held = await hold(mine)
    expect(await held.send('TERM')).toBe('sent')
    expect(link.asked).toEqual([])
    expect(world.sent).toEqual(['TERM 200'])
  })

  it('does not mind the death of a root helper that held nobody', () => {
    helpers.grant('signals').end('it died')
    expect(guarantees).toEqual([])
  })
})

describe('the guarantee', () => {
  it('names the root helper while it lives', () => {
    expect(signaller.guarantee()).toEqual({ kind: 'exact', why: 'fake' })
    const link = helpers.grant('signals')
    expect(signaller.guarantee().why).toBe('fake; root helper for other users’ processes')
    link.end('x')
    expect(signaller.guarantee().why).toBe('fake')
  })

  it('tells when one’s own helper died, and nothing after the end', async () => {
    world.helperDies()
    await new Promise(setImmediate)
    expect(guarantees).toHaveLength(1)
    await signaller.close()
    world.helperDies()
    await new Promise(setImmediate)
    expect(guarantees).toHaveLength(1)
  })
})
