/** A real systemd that executes itself anew, and a real bus that restarts or dies. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useHost } from '../../../hosts/use-host.ts'
import { enters, isKind, openHostManager, type HostManager } from './host-manager.ts'

const unit = 'sleeps.service'
let followed: HostManager

const hostOf = useHost((host) => host.writeUnit(unit, '[Service]\nExecStart=sleep 9999\n'))

beforeEach(async () => {
  followed = await openHostManager(hostOf())
  return () => followed.manager.close()
})

afterEach(async () => {
  await hostOf().systemctl('stop', unit)
})

/** Starts the unit and sees it by its signals. */
async function startIsFollowed(): Promise<void> {
  const from = followed.mark()
  expect(await followed.manager.startUnit(unit)).toMatchObject({ ok: true })
  await followed.event(from, enters(unit, 'active'))
}

const lostAndBack = (): string[] =>
  followed.events.map(({ kind }) => kind).filter((kind) => kind === 'lost' || kind === 'back')

/** Pid of the bus daemon as this machine counts. */
function busDaemon(): number {
  const found = hostOf()
    .processes()
    .find(({ name }) => name === 'dbus-daemon')
  if (found === undefined) throw new Error('there is no bus daemon')
  return found.outsidePid
}

describe('following goes on', () => {
  it.each([
    ['systemd has executed itself anew', ['daemon-reexec']],
    ['the bus was restarted', ['restart', 'dbus.service']],
  ])('after %s', async (_, command) => {
    await startIsFollowed()
    await hostOf().systemctl(...command)
    await followed.event(0, isKind('back'))
    expect(lostAndBack()).toEqual(['lost', 'back'])
    expect(followed.manager.connected()).toBe(true)
    const from = followed.mark()
    expect(await followed.manager.stopUnit(unit)).toMatchObject({ ok: true })
    await followed.event(from, enters(unit, 'inactive'))
  })

  it('after systemd has executed itself anew several times', async () => {
    for (let round = 1; round <= 3; round += 1) {
      await hostOf().systemctl('daemon-reexec')
      const backs = (): number => followed.events.filter(isKind('back')).length
      await followed.event(0, () => backs() === round)
    }
    await startIsFollowed()
  })

  it('after the bus daemon was killed', async () => {
    process.kill(busDaemon(), 'SIGKILL')
    await followed.event(0, isKind('back'))
    expect(lostAndBack()).toEqual(['lost', 'back'])
    await startIsFollowed()
  })
})

describe('a call in flight when the bus dies', () => {
  it('fails as one that may have been carried out, and does not come true later', async () => {
    await startIsFollowed()
    const pid = busDaemon()
    // It takes nothing any more, so that the call is on its way for certain when it dies.
    process.kill(pid, 'SIGSTOP')
    const stopped = followed.manager.stopUnit(unit)
    // What is written in one turn leaves in the next.
    await new Promise(setImmediate)
    process.kill(pid, 'SIGKILL')
    const result = await stopped
    expect(result).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(result)).toContain('may have been carried out')
    await followed.event(0, isKind('back'))
    const read = await followed.manager.readUnit(unit)
    expect(read).toMatchObject({ ok: true, value: { ActiveState: 'active', Job: [0, '/'] } })
  })
})

describe('a call while the bus is away', () => {
  it('is refused at once and not sent when it comes back', async () => {
    process.kill(busDaemon(), 'SIGKILL')
    await followed.event(0, isKind('lost'))
    const refused = await followed.manager.startUnit(unit)
    expect(refused).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(refused)).toContain('Nothing was sent')
    await followed.event(0, isKind('back'))
    const read = await followed.manager.readUnit(unit)
    expect(read).toMatchObject({ ok: true, value: { ActiveState: 'inactive' } })
  })
})
