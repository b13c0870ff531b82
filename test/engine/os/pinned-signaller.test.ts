import { describe, expect, it, vi } from 'vitest'
import { createPinnedSignaller } from '../../../electron/engine/os/pinned-signaller.ts'
import type { HeldProcess, Signaller } from '../../../electron/engine/os/ports.ts'
import type { Guarantee } from '../../../shared/host.ts'
import { settle } from '../../fakes/world.ts'
import { FakePinner } from './fake-pinner.ts'

const identity = (pid: number) => ({ boot: 'b', pid, startTicks: pid * 10 })

/** A signaller over these pinners, one after the other, with the reasons it was given for each. */
async function over(...pinners: FakePinner[]) {
  const reasons: (string | null)[] = []
  const signaller = await createPinnedSignaller((why) => {
    const next = pinners[reasons.length]
    reasons.push(why)
    if (!next) throw new Error('the test has no further pinner')
    return Promise.resolve(next)
  })
  return { signaller, reasons }
}

async function hold(signaller: Signaller, pid: number, onExit = vi.fn()) {
  const held = await signaller.hold(identity(pid), onExit)
  if (!held.ok) throw new Error(`not held: ${held.error}`)
  // The exit of a process is told only to those who know what they hold.
  await settle()
  return { held: held.value, onExit }
}

const pair = () => [new FakePinner('first'), new FakePinner('second')] as const

describe('a held process', () => {
  it('is signalled through its pin', async () => {
    const [pinner] = pair()
    const { signaller } = await over(pinner)
    const { held } = await hold(signaller, 5)
    expect(await held.send('TERM')).toBe('sent')
    expect(held.identity).toEqual(identity(5))
    expect(pinner.sent).toEqual([[5, 'TERM']])
  })

  it.each(['gone', 'changed', 'protected', 'no-permission', 'failed'] as const)(
    'is none when it is refused as %s, and no exit is told',
    async (refusal) => {
      const [pinner] = pair()
      pinner.refusals.set(5, refusal)
      const { signaller } = await over(pinner)
      const onExit = vi.fn()
      expect(await signaller.hold(identity(5), onExit)).toEqual({ ok: false, error: refusal })
      await settle()
      expect(onExit).not.toHaveBeenCalled()
    },
  )

  it('reports its exit once, lets go of its pin, and is sent nothing more', async () => {
    const [pinner] = pair()
    const { signaller } = await over(pinner)
    const { held, onExit } = await hold(signaller, 5)
    pinner.exit(5)
    pinner.exit(5)
    await settle()
    expect(onExit).toHaveBeenCalledTimes(1)
    expect(await held.send('TERM')).toBe('gone')
    expect(pinner.sent).toEqual([])
    expect(pinner.released).toEqual([5])
  })

  it('that exits behind its opening is told as held first, then as gone', async () => {
    const [pinner] = pair()
    pinner.exitsAtOnce = true
    const { signaller } = await over(pinner)
    const order: string[] = []
    const held = await signaller.hold(identity(5), () => order.push('exit'))
    order.push('held')
    await settle()
    expect(order).toEqual(['held', 'exit'])
    expect(held.ok && (await held.value.send('TERM'))).toBe('gone')
    expect(pinner.released).toEqual([5])
  })

  it('is forgotten when it is released: nothing is sent, no exit told', async () => {
    const [pinner, second] = pair()
    const { signaller } = await over(pinner, second)
    const { held, onExit } = await hold(signaller, 5)
    held.release()
    pinner.exit(5)
    expect(await held.send('TERM')).toBe('failed')
    pinner.end('x')
    await settle()
    expect(onExit).not.toHaveBeenCalled()
    expect(second.wanted).toEqual([])
  })

  it('hears of its exit although another listener fails', async () => {
    const [pinner] = pair()
    const { signaller } = await over(pinner)
    const failure = new Error('a bug of a listener')
    const unhandled = vi.fn()
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', unhandled)
    await hold(
      signaller,
      5,
      vi.fn(() => {
        throw failure
      }),
    )
    const { onExit } = await hold(signaller, 6)
    pinner.exit(5)
    pinner.exit(6)
    await settle()
    process.removeAllListeners('uncaughtException')
    for (const listener of before) process.on('uncaughtException', listener)
    expect(onExit).toHaveBeenCalledTimes(1)
    expect(unhandled.mock.calls.map(([error]) => error as unknown)).toEqual([failure])
  })
})

describe('when a pinner ends', () => {
  it('held processes are pinned again by identity and inode, and signalled through the next', async () => {
    const [first, second] = pair()
    const { signaller, reasons } = await over(first, second)
    const { held, onExit } = await hold(signaller, 5)
    first.end('killed')
    expect(await held.send('TERM')).toBe('sent')
    expect(reasons).toEqual([null, 'killed'])
    expect(first.wanted).toEqual([{ identity: identity(5), inode: null }])
    expect(second.wanted).toEqual([{ identity: identity(5), inode: 'inode of 5' }])
    expect([first.sent, second.sent]).toEqual([[], [[5, 'TERM']]])
    second.exit(5)
    await settle()
    expect(onExit).toHaveBeenCalledTimes(1)
  })

  it('an unanswered signal may have been sent, and is not sent again', async () => {
    const [first, second] = pair()
    first.answer = 'never'
    const { signaller } = await over(first, second)
    const { held } = await hold(signaller, 5)
    const answers = Promise.all([held.send('TERM'), held.send('CONT')])
    await settle()
    first.end('killed')
    expect(await answers).toEqual(['maybe', 'maybe'])
    await settle()
    expect(second.sent).toEqual([])
  })

  it('an unanswered hold has failed, and leaves nothing behind', async () => {
    const [first, second] = pair()
    const { signaller } = await over(first, second)
    first.diesOfPin = true
    expect(await signaller.hold(identity(5), vi.fn())).toEqual({ ok: false, error: 'failed' })
    await settle()
    expect(second.wanted).toEqual([])
    await hold(signaller, 5)
    expect(second.wanted).toHaveLength(1)
  })

  it.each(['gone', 'changed'] as const)(
    'a process that is %s meanwhile is told as exited, once, and signalled no more',
    async (how) => {
      const [first, second] = pair()
      second.refusals.set(5, how)
      const { signaller } = await over(first, second)
      const { held, onExit } = await hold(signaller, 5)
      const { held: other } = await hold(signaller, 6)
      first.end('killed')
      expect(await held.send('TERM')).toBe(how)
      expect(await other.send('TERM')).toBe('sent')
      expect(onExit).toHaveBeenCalledTimes(1)
      expect(second.sent).toEqual([[6, 'TERM']])
    },
  )

  it('a process that could not be taken over is tried again at the next signal', async () => {
    const [first, second] = pair()
    second.refusals.set(5, 'failed')
    const { signaller } = await over(first, second)
    const { held, onExit } = await hold(signaller, 5)
    first.end('killed')
    expect(await held.send('TERM')).toBe('failed')
    second.refusals.delete(5)
    expect(await held.send('TERM')).toBe('sent')
    expect(onExit).not.toHaveBeenCalled()
  })

  it('the next may end in the middle of taking over', async () => {
    const [first, second] = pair()
    const third = new FakePinner('third')
    second.diesOfPin = true
    const { signaller, reasons } = await over(first, second, third)
    const { held } = await hold(signaller, 5)
    const { held: other } = await hold(signaller, 6)
    first.end('killed')
    expect(await Promise.all([held.send('TERM'), other.send('HUP')])).toEqual(['sent', 'sent'])
    expect(reasons).toEqual([null, 'killed', 'of a pin'])
    expect(third.sent).toHaveLength(2)
    expect(signaller.guarantee().why).toBe('third')
  })

  it('the guarantee is the weaker one until the next serves, and every change is told', async () => {
    const [first, second] = pair()
    const { signaller } = await over(first, second)
    const heard: Guarantee[] = []
    const deaf = vi.fn()
    signaller.onGuarantee((guarantee) => heard.push(guarantee))
    signaller.onGuarantee(deaf)()
    first.end('killed')
    expect(signaller.guarantee()).toMatchObject({ kind: 'checked' })
    await settle()
    expect(heard).toEqual([
      { kind: 'checked', why: 'killed; a replacement is being started' },
      { kind: 'exact', why: 'second' },
    ])
    expect(deaf).not.toHaveBeenCalled()
  })
})

describe('a closed signaller', () => {
  it('has closed its pinner and does nothing more', async () => {
    const [first] = pair()
    const { signaller, reasons } = await over(first)
    const { held, onExit }: { held: HeldProcess; onExit: () => void } = await hold(signaller, 5)
    await signaller.close()
    first.end('closed')
    first.exit(5)
    await settle()
    expect(first.closed).toBe(true)
    expect(reasons).toEqual([null])
    expect(onExit).not.toHaveBeenCalled()
    expect(await held.send('TERM')).toBe('failed')
    expect(await signaller.hold(identity(6), vi.fn())).toEqual({ ok: false, error: 'failed' })
  })
})
