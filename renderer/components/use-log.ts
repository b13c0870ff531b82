/** Follows the log of a unit: a page at first, then long polls from the cursor on. */
import { useEffect, useReducer, useState } from 'react'
import type { Client, RequestInput } from '../../shared/contract.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import type { LogLine } from '../../shared/unit.ts'
import { appendLines, logKept } from '../model/log-lines.ts'
import { useApp, useQuiesce } from '../store.ts'

/** How long an empty answer may wait for the next line. Milliseconds. */
const waitMs = 20_000

/** An empty answer that came at once is no reason to ask again at once. */
const pauseMs = 2000

export interface LogWish {
  readonly target: string
  /** The least important level shown. */
  readonly level: number
  /** Lines before this moment of the wall clock are left out; null for the newest lines. */
  readonly since: number | null
}

export interface FollowedLog {
  /** null until the first answer. */
  readonly lines: readonly LogLine[] | null
  readonly error: QuiesceError | null
  readonly again: () => void
}

type Told = Omit<FollowedLog, 'again'>
const nothingYet: Told = { lines: null, error: null }

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Reads until it is told to end or an answer is an error. */
async function follow(
  client: Client,
  wish: LogWish,
  tell: (change: (told: Told) => Told) => void,
  hasEnded: () => boolean,
): Promise<void> {
  const base = { target: wish.target, level: wish.level, limit: logKept }
  const since = wish.since === null ? {} : { since: wish.since }
  let cursor: string | null = null
  let first = true
  while (!hasEnded()) {
    const asked = performance.now()
    const from: Partial<RequestInput<'log.read'>> = cursor === null ? since : { after: cursor }
    const answer = await client.request('log.read', {
      ...base,
      ...from,
      waitMs: first ? 0 : waitMs,
    })
    if (hasEnded()) return
    if (!answer.ok) {
      tell((told) => ({ ...told, error: answer.error }))
      return
    }
    const { lines } = answer.value
    tell((told) => ({ lines: appendLines(told.lines ?? [], lines), error: null }))
    cursor = answer.value.cursor ?? cursor
    if (!first && lines.length === 0 && performance.now() - asked < pauseMs) await pause(pauseMs)
    first = false
  }
}

/** The log as it grows, the newest lines at most; begins anew when the wish changes. */
export function useLog({ target, level, since }: LogWish): FollowedLog {
  const { client } = useApp()
  const connected = useQuiesce((s) => s.connection === 'connected')
  const [told, setTold] = useState<Told>(nothingYet)
  const [tries, again] = useReducer((before: number) => before + 1, 0)
  useEffect(() => {
    // A line that was lost is taken up again as soon as it is back.
    if (!connected) return
    let ended = false
    setTold(nothingYet)
    void follow(client, { target, level, since }, setTold, () => ended)
    return () => {
      ended = true
    }
  }, [client, connected, target, level, since, tries])
  return { ...told, again }
}
