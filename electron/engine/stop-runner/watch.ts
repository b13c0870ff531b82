import { sameIdentity, type Member } from '../../../shared/process.ts'
import { later } from '../../../shared/moment.ts'
import type { Run } from '../../../shared/run.ts'
import type { UntimedEvent } from '../decide/escalation/events.ts'
import { claimFresh } from './claim-fresh.ts'
import type { HeldMembers } from './held-members.ts'
import { lookEveryMs, looksApartMs, type StopRunnerPorts } from './ports.ts'

/** Suspends shorter than this are lost in the clocks' own steps. Milliseconds. */
const shortestSuspendMs = 1000

/** A ceiling that nobody acted on by then is no longer believed. Milliseconds. */
const overdueMs = 1000

interface Of {
  readonly run: () => Run
  readonly feed: (event: UntimedEvent) => void
}

/** Looks at the process table while a run lives: who is new, who left unseen, what came back. */
export class Watch {
  readonly #ports: StopRunnerPorts
  readonly #held: HeldMembers
  readonly #of: Of
  #disarm: (() => void) | null = null
  #suspendedMs: number
  #looking: Promise<readonly Member[]> | null = null
  #stopped = false
  #lookedAt = 0

  constructor(ports: StopRunnerPorts, held: HeldMembers, of: Of) {
    this.#ports = ports
    this.#held = held
    this.#of = of
    this.#suspendedMs = ports.suspendedMs()
  }

  start(): void {
    this.#arm(lookEveryMs)
  }

  stop(): void {
    this.#stopped = true
    this.#disarm?.()
  }

  /**
   * Looks again soon after an exit. Not for each of many exits at once: a look reads every process of
   * the machine, and the next exit would wait behind it.
   */
  lookSoon(): void {
    if (this.#stopped) return
    const sinceMs = this.#ports.clock.now().mono - this.#lookedAt
    this.#arm(Math.max(0, looksApartMs - sinceMs))
  }

  /** One look; the answer is the members that were not known. Two looks at once are one. */
  look(): Promise<readonly Member[]> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  #arm(ms: number): void {
    this.#disarm?.()
    this.#disarm = this.#ports.clock.at(later(this.#ports.clock.now(), ms), () => {
      void this.look().then(() => {
        if (!this.#stopped) this.#arm(lookEveryMs)
      })
    })
  }

  async #lookNow(): Promise<readonly Member[]> {
    if (this.#stopped) return []
    this.#lookedAt = this.#ports.clock.now().mono
    this.#noticeSuspend()
    this.#noticeUnpinnedExits()
    const run = this.#of.run()
    const known = run.members.map((m) => m.member)
    const now = this.#ports.observe(known) ?? []
    const fresh = now.filter((m) => !known.some((k) => sameIdentity(k.identity, m.identity)))
    const claimed = await claimFresh(this.#ports.claim, run, fresh)
    if (this.#isStopped()) return []
    const joined: Member[] = []
    for (const { member, notice } of claimed) {
      const refusal = await this.#held.hold(member)
      // Gone again, or not what it was: it never was a member that anybody could signal.
      if (refusal === 'gone' || refusal === 'changed' || refusal === 'protected') continue
      joined.push(member)
      this.#of.feed({ kind: 'member-appeared', member, ...(notice === null ? {} : { notice }) })
    }
    this.#noticeOverdue()
    this.#noticeReturn()
    return joined
  }

  /** Asked anew each time: it changes behind an `await`. */
  #isStopped(): boolean {
    return this.#stopped
  }

  #noticeSuspend(): void {
    const suspendedMs = this.#ports.suspendedMs()
    const asleepMs = suspendedMs - this.#suspendedMs
    this.#suspendedMs = suspendedMs
    if (asleepMs >= shortestSuspendMs) this.#of.feed({ kind: 'resumed', asleepMs })
  }

  /** A deadline of the manager that passed without effect: the service asked for more time. */
  #noticeOverdue(): void {
    const { unit, ceilings } = this.#of.run()
    if (unit?.settings.mayExtend !== true) return
    const now = this.#ports.clock.now().wall
    const overdue = ceilings.some((c) => c.at !== null && c.at + overdueMs < now)
    if (overdue) this.#of.feed({ kind: 'unit-changed', unit })
  }

  /** A process that could not be pinned reports no exit; the table has to tell. */
  #noticeUnpinnedExits(): void {
    this.#noticeExits(({ identity }) => !this.#held.isPinned(identity))
  }

  /**
   * Asks the table about everybody who seems to be there. Of thousands that end at once the exits are
   * told one after the other, and a deadline would call dead ones survivors.
   */
  noticeEveryExit(): void {
    if (!this.#stopped) this.#noticeExits(() => true)
  }

  #noticeExits(isAsked: (member: Member) => boolean): void {
    for (const { member, gone } of this.#of.run().members) {
      if (gone !== null || !isAsked(member)) continue
      const row = this.#ports.table.readOne(member.identity.pid)
      if (row !== null && sameIdentity(row.identity, member.identity) && row.alive) continue
      this.#of.feed({ kind: 'member-gone', identity: member.identity, how: 'by-itself' })
    }
  }

  #noticeReturn(): void {
    const run = this.#of.run()
    if (run.phase.kind !== 'verifying') return
    const evidence = this.#ports.findCopy(run)
    if (evidence !== null) this.#of.feed({ kind: 'copy-appeared', evidence })
  }
}
