import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { createLinuxPorts } from '../../../electron/engine/os/linux.ts'
import type { Signaller } from '../../../electron/engine/os/ports.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { createSignaller } from '../../../electron/engine/os/signaller.ts'
import { buildNative, type NativeBuild } from '../../native/build-native.ts'
import { StartedProcesses } from '../../native/started-processes.ts'
import { called, helperPid, identityOf, writeScript } from './helpers.ts'

let native: NativeBuild
const processes = new StartedProcesses()
const signallers: Signaller[] = []

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterEach(async () => {
  processes.endAll()
  await Promise.all(signallers.splice(0).map((signaller) => signaller.close()))
})
afterAll(() => native.remove())

async function start(helperPath: string) {
  const table = createProcessTable()
  const onDeath = vi.fn()
  const signaller = await createSignaller({ helperPath, table, clock: createClock(), onDeath })
  signallers.push(signaller)
  return { signaller, onDeath }
}

async function holdSleep(signaller: Signaller) {
  const sleep = processes.start('sleep', '100')
  const exit = called()
  const held = await signaller.hold(identityOf(sleep.pid), exit.callback)
  if (!held.ok) throw new Error(held.error)
  return { sleep, held: held.value, exited: exit.once }
}

describe('the best signaller of this machine', () => {
  it('is the helper where it was built', async () => {
    const { signaller } = await start(native.helper)
    expect(signaller.guarantee()).toEqual({ kind: 'exact', why: 'signal helper, pidfd' })
  })

  it.each([
    ['it was not built', null, 'signal helper not built'],
    [
      'the kernel has no pidfd',
      'echo "hello 1 pidfd=no inode=no boot=$boot"; exit 3',
      'kernel without pidfd_open',
    ],
  ])('looks at /proc where %s, and says so', async (_what, body, why) => {
    const path = body === null ? '/nonexistent' : writeScript(native.folder, 'unfit', body)
    const { signaller } = await start(path)
    expect(signaller.guarantee()).toEqual({ kind: 'checked', why })
    const { sleep, held, exited } = await holdSleep(signaller)
    expect(await held.send('TERM')).toBe('sent')
    await exited
    expect(await sleep.ended).toEqual({ code: null, signal: 'SIGTERM' })
    expect(await held.send('TERM')).toBe('gone')
  })

  it('refuses on both paths what nobody may signal', async () => {
    for (const path of [native.helper, '/nonexistent']) {
      const { signaller } = await start(path)
      for (const pid of [1, process.pid, process.ppid]) {
        const held = await signaller.hold(identityOf(pid), vi.fn())
        expect(held).toEqual({ ok: false, error: 'protected' })
      }
    }
  })

  it('keeps what is held when the helper dies too often', async () => {
    const { signaller, onDeath } = await start(native.helper)
    const { sleep, held, exited } = await holdSleep(signaller)
    const { sleep: other, exited: otherExited } = await holdSleep(signaller)
    for (let death = 1; death <= 4; death += 1) {
      process.kill(helperPid(native.helper), 'SIGKILL')
      await vi.waitFor(() => {
        expect(onDeath).toHaveBeenCalledTimes(death)
        expect(signaller.guarantee().why).toMatch(
          death < 4 ? /^signal helper, pidfd$/ : /^the signal helper died 4 times/,
        )
      })
    }
    expect(signaller.guarantee().kind).toBe('checked')
    expect(await held.send('TERM')).toBe('sent')
    other.child.kill('SIGKILL')
    await Promise.all([exited, otherExited, sleep.ended])
    await holdSleep(signaller)
  })
})

describe('the ports of this machine', () => {
  it('work together: table, signaller, commands and one clock', async () => {
    const ports = await createLinuxPorts({ helperPath: native.helper })
    signallers.push(ports.signaller)
    const sleep = processes.start('sleep', '100')
    const row = ports.table.readOne(sleep.pid)
    const exit = called()
    const held = row && (await ports.signaller.hold(row.identity, exit.callback))
    expect(held?.ok && (await held.value.send('TERM'))).toBe('sent')
    await exit.once
    expect(ports.table.readOne(sleep.pid)?.alive ?? false).toBe(false)
    const answer = await ports.commands.run(['echo', 'done'], 60_000)
    expect(answer.ok && answer.value.output).toBe('done\n')
  })
})
