import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import type { Clock, HeldProcess, Signaller } from '../../../electron/engine/os/ports.ts'
import { createHelperSignaller } from '../../../electron/engine/os/signal-helper.ts'
import type { Guarantee } from '../../../shared/host.ts'
import { buildNative, type NativeBuild } from '../../native/build-native.ts'
import { StartedProcesses } from '../../native/started-processes.ts'
import { called, childrenRunning, helperPid, identityOf, writeScript } from './helpers.ts'
import { createManualClock } from './manual-clock.ts'

let native: NativeBuild
const processes = new StartedProcesses()
const signallers: Signaller[] = []
const { boot } = identityOf(process.pid)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterEach(async () => {
  processes.endAll()
  await Promise.all(signallers.splice(0).map((signaller) => signaller.close()))
})
afterAll(() => native.remove())

async function start(path = native.helper, clock: Clock = createClock()) {
  const deaths: string[] = []
  const onDeath = (why: string) => deaths.push(why)
  const signaller = await createHelperSignaller({ path, clock, boot, onDeath })
  signallers.push(signaller)
  const guaranteed = (kind: Guarantee['kind']) =>
    vi.waitFor(() => {
      expect(signaller.guarantee().kind).toBe(kind)
    })
  return { signaller, deaths, guaranteed }
}

async function holdSleep(signaller: Signaller) {
  const sleep = processes.start('sleep', '100')
  const exit = called()
  const onExit = vi.fn(exit.callback)
  const held = await signaller.hold(identityOf(sleep.pid), onExit)
  if (!held.ok) throw new Error(held.error)
  return { sleep, held: held.value, onExit, exited: exit.once }
}

const killHelper = (signal: NodeJS.Signals = 'SIGKILL') =>
  process.kill(helperPid(native.helper), signal)

/** Stops the helper, so that it cannot answer, and asks it for a signal. */
async function sendUnanswered(held: HeldProcess) {
  killHelper('SIGSTOP')
  const answer = held.send('CONT')
  // The request is written in a later turn than the call.
  await new Promise(setImmediate)
  return { answer }
}

describe('a process held through the helper', () => {
  it('is signalled, and its exit is told', async () => {
    const { signaller } = await start()
    expect(signaller.guarantee()).toEqual({ kind: 'exact', why: 'signal helper, pidfd' })
    const { held, sleep, exited } = await holdSleep(signaller)
    expect(await held.send('TERM')).toBe('sent')
    await exited
    expect(await sleep.ended).toEqual({ code: null, signal: 'SIGTERM' })
    expect(await held.send('TERM')).toBe('gone')
  })

  it.each([
    ['gone', () => ({ ...identityOf(process.pid), pid: 4_194_304 })],
    ['gone', () => ({ ...identityOf(processes.start('sleep', '9').pid), boot: 'an earlier one' })],
    ['changed', () => ({ ...identityOf(processes.start('sleep', '9').pid), startTicks: 1 })],
    ['protected', () => identityOf(1)],
    ['protected', () => identityOf(process.pid)],
  ] as const)('is refused as %s', async (refusal, identity) => {
    const { signaller } = await start()
    expect(await signaller.hold(identity(), vi.fn())).toEqual({ ok: false, error: refusal })
  })

  it('many at once each get their own exit', async () => {
    const { signaller } = await start()
    const all = await Promise.all(Array.from({ length: 50 }, () => holdSleep(signaller)))
    expect(await Promise.all(all.map(({ held }) => held.send('TERM')))).toEqual(
      all.map(() => 'sent'),
    )
    await Promise.all(all.map(({ exited }) => exited))
    for (const { onExit } of all) expect(onExit).toHaveBeenCalledTimes(1)
  })
})

describe('a helper that is killed', () => {
  it('leaves an unanswered signal as maybe, and is started again', async () => {
    const { signaller, deaths, guaranteed } = await start()
    const { held } = await holdSleep(signaller)
    const { answer } = await sendUnanswered(held)
    killHelper()
    expect(await answer).toBe('maybe')
    await guaranteed('exact')
    expect(deaths).toEqual(['the signal helper ended by SIGKILL'])
    expect(await held.send('CONT')).toBe('sent')
  })

  it('leaves an unanswered hold as failed', async () => {
    const { signaller } = await start()
    const sleep = processes.start('sleep', '100')
    killHelper('SIGSTOP')
    const onExit = vi.fn()
    const hold = signaller.hold(identityOf(sleep.pid), onExit)
    // The request is written in a later turn than the call.
    await new Promise(setImmediate)
    killHelper()
    expect(await hold).toEqual({ ok: false, error: 'failed' })
    expect(onExit).not.toHaveBeenCalled()
  })

  it('does not lose the exit of a process that ends meanwhile', async () => {
    const { signaller } = await start()
    const { held, sleep, onExit, exited } = await holdSleep(signaller)
    const { answer } = await sendUnanswered(held)
    sleep.child.kill('SIGKILL')
    await sleep.ended
    killHelper()
    await exited
    expect(await answer).toBe('maybe')
    expect(await held.send('TERM')).toBe('gone')
    expect(onExit).toHaveBeenCalledTimes(1)
  })

  it('tells the exit of a process that ends later', async () => {
    const { signaller, deaths, guaranteed } = await start()
    const { sleep, exited } = await holdSleep(signaller)
    killHelper()
    await vi.waitFor(() => {
      expect(deaths).toHaveLength(1)
    })
    await guaranteed('exact')
    sleep.child.kill('SIGKILL')
    await exited
  })

  it('is started three times, then everything is refused and nothing guessed', async () => {
    const { signaller, deaths, guaranteed } = await start()
    const { held, onExit } = await holdSleep(signaller)
    for (let death = 1; death <= 4; death += 1) {
      killHelper()
      await vi.waitFor(() => {
        expect(deaths).toHaveLength(death)
      })
      await guaranteed(death < 4 ? 'exact' : 'checked')
    }
    await vi.waitFor(() => {
      expect(signaller.guarantee().why).toContain('died 4 times')
    })
    expect(await held.send('TERM')).toBe('failed')
    expect(onExit).not.toHaveBeenCalled()
    expect(childrenRunning(native.helper)).toEqual([])
  })
})

describe('a helper that hangs', () => {
  it('is ended after 5 s, and what it was asked may have been done', async () => {
    const clock = createManualClock()
    const { signaller, deaths, guaranteed } = await start(native.helper, clock)
    const { held } = await holdSleep(signaller)
    const { answer } = await sendUnanswered(held)
    expect(clock.armed()).toBe(1)
    clock.advance(4999)
    expect(deaths).toEqual([])
    clock.advance(1)
    expect(await answer).toBe('maybe')
    await guaranteed('exact')
    expect(deaths).toEqual(['the signal helper did not answer for 5 s'])
    expect(await held.send('CONT')).toBe('sent')
  })
})

describe('a program that is no helper, or an unfit one', () => {
  it.each([
    ['is not there', null, 'signal helper not built'],
    ['ends at once', 'exit 7', 'the signal helper ended with status 7'],
    ['says why it ends', 'echo broken >&2; exit 1', 'status 1 (broken)'],
    [
      'has no pidfd',
      'echo "hello 1 pidfd=no inode=no boot=$boot"; exit 3',
      'kernel without pidfd_open',
    ],
    ['speaks a later version', 'echo "hello 2 pidfd=yes inode=no boot=$boot"; read x', 'version 2'],
    ['sees another boot', 'echo "hello 1 pidfd=yes inode=no boot=unknown"; read x', 'another boot'],
    ['speaks nonsense', 'echo Welcome!; read x', 'means nothing: Welcome!'],
    ['never ends a line', 'yes | tr -d "\\n"', 'overlong line'],
    ['answers what nobody asked', 'echo sent 1; read x', 'means nothing: sent 1'],
  ])('is not used: it %s', async (_what, body, why) => {
    const path = body === null ? '/nonexistent/helper' : writeScript(native.folder, 'unfit', body)
    const { signaller } = await start(path)
    expect(signaller.guarantee().kind).toBe('checked')
    expect(signaller.guarantee().why).toContain(why)
    expect(await signaller.hold(identityOf(process.pid), vi.fn())).toEqual({
      ok: false,
      error: 'failed',
    })
  })

  it('cannot be executed', async () => {
    const { signaller } = await start('/etc/passwd')
    expect(signaller.guarantee().why).toContain('/etc/passwd cannot be started: EACCES')
  })
})

describe('what a helper may answer', () => {
  const scripted = async (...answers: string[]) => {
    const says = answers.map((answer) => `read -r x; printf '${answer}\\n'`).join('\n')
    const hello = 'echo "hello 1 pidfd=yes inode=yes boot=$boot"'
    return start(writeScript(native.folder, 'scripted', `${hello}\n${says}\nread -r x`))
  }

  it.each([
    ['refused 1 permission', 'no-permission'],
    ['refused 1 error EMFILE', 'failed'],
    ['error - bad-request open REQ PID START [INODE]', 'failed'],
  ])('to a hold: %s', async (answer, refusal) => {
    const { signaller } = await scripted(answer)
    const held = await signaller.hold(identityOf(process.pid), vi.fn())
    expect(held).toEqual({ ok: false, error: refusal })
  })

  it.each([
    ['failed 2 EPERM', 'no-permission'],
    ['failed 2 ESRCH', 'gone'],
    ['failed 2 EINVAL', 'failed'],
    ['error - bad-request signal', 'failed'],
  ])('to a signal: %s', async (answer, expected) => {
    const { signaller } = await scripted('opened 1 1 99', answer)
    const { held } = await holdSleep(signaller)
    expect(await held.send('TERM')).toBe(expected)
  })

  it('an exit in the same breath as the opening', async () => {
    const { signaller } = await scripted('opened 1 1 99\\nexited 1')
    const { held, exited } = await holdSleep(signaller)
    await exited
    expect(await held.send('TERM')).toBe('gone')
  })
})

describe('a closed signaller', () => {
  it('leaves no helper behind, and nothing was sent to anybody', async () => {
    const { signaller, deaths } = await start()
    const { sleep, onExit } = await holdSleep(signaller)
    await signaller.close()
    expect(childrenRunning(native.helper)).toEqual([])
    expect(sleep.child.exitCode).toBeNull()
    expect(onExit).not.toHaveBeenCalled()
    expect(deaths).toEqual([])
  })
})
