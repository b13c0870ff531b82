/** A remedy that a person chose for a run: looked up, checked again, and given to the run. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChosenRemedy } from '../../../electron/engine/decide/escalation/events.ts'
import type { RemedyAction } from '../../../electron/engine/decide/diagnosis/remedy-action.ts'
import type { RunRemedies } from '../../../electron/engine/runs/ports.ts'
import type { RunView } from '../../../shared/contract.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import { continueMain, makeRemedy } from '../../fakes/run.ts'
import { settle } from '../../fakes/world.ts'
import { UnitDesk } from './unit-desk.ts'

/** Diagnoses that offer what a test puts in. */
class Offers implements RunRemedies {
  readonly offered = new Map<string, RemedyAction>([['continue', continueMain]])
  readonly log: string[] = []
  may: Result<null> = ok(null)
  /** Happens while it is looked whether it may be done. */
  meanwhile: (() => void) | null = null

  find(_run: string, remedy: string): ChosenRemedy | null {
    const action = this.offered.get(remedy)
    return action ? { remedy: makeRemedy(remedy), action } : null
  }
  take(run: string, remedy: string): ChosenRemedy | null {
    const found = this.find(run, remedy)
    if (found) this.log.push(`take ${remedy}`)
    return found
  }
  giveBack(_run: string, remedy: string): void {
    this.log.push(`give back ${remedy}`)
  }
  lookSoon(): void {
    this.log.push('look soon')
  }
  mayDo(): Promise<Result<null>> {
    this.meanwhile?.()
    return Promise.resolve(this.may)
  }
}

let offers: Offers
let desk: UnitDesk
let run: Run
beforeEach(async () => {
  offers = new Offers()
  desk = new UnitDesk(offers)
  run = await desk.stopping()
})

const choose = (remedy = 'continue', turn = run.turn): Promise<Result<RunView>> =>
  desk.runs.decide(run.id, turn, { kind: 'remedy', remedy })
const code = (result: Result<unknown>): string | null => (result.ok ? null : result.error.code)

describe('a remedy that is offered', () => {
  it('is done, told in the run, and looked after', async () => {
    expect((await choose()).ok).toBe(true)
    await settle()
    expect(desk.world.sent).toContain('CONT 100')
    expect(offers.log).toEqual(['take continue', 'look soon'])
    expect(desk.run(run.id).notices.join(' ')).toMatch(/^SIGCONT was sent to .*: continued\.$/)
  })

  it('is a decision in the record, with the words of its button', async () => {
    await choose()
    await settle()
    const decision = desk.entries.find((entry) => entry.kind === 'decision')
    expect(decision).toMatchObject({ decision: 'remedy', remedy: 'Do it: continue', by: 'ops' })
  })

  it('is given back where the run refused it', async () => {
    expect(code(await choose('continue', run.turn + 1))).toBe('stale-decision')
    expect(offers.log).toEqual(['take continue', 'give back continue'])
    expect(desk.world.sent).not.toContain('CONT 100')
  })
})

describe('a remedy that is not done', () => {
  it('is one that the newest diagnosis does not offer', async () => {
    expect(code(await choose('thaw'))).toBe('stale-decision')
  })

  it('is any where nobody diagnoses', async () => {
    desk = new UnitDesk()
    run = await desk.stopping()
    expect(code(await choose())).toBe('stale-decision')
  })

  it('is one that was forbidden or changed since it was offered', async () => {
    offers.may = fail({ code: 'identity-changed', message: 'Another process.', next: 'Look.' })
    expect(code(await choose())).toBe('identity-changed')
    expect(offers.log).toEqual([])
  })

  it('is one that means something else by now', async () => {
    offers.meanwhile = () => offers.offered.set('continue', { kind: 'continue', targets: [] })
    expect(code(await choose())).toBe('stale-decision')
    expect(desk.world.sent).not.toContain('CONT 100')
  })

  it('is one that somebody else chose meanwhile', async () => {
    offers.meanwhile = () => offers.offered.delete('continue')
    expect(code(await choose())).toBe('stale-decision')
  })

  it('is one of a run that a crash left: that is taken up first', async () => {
    desk.crash()
    expect(code(await choose())).toBe('not-now')
    expect(desk.world.sent).toEqual([])
  })
})

describe('more time as a remedy', () => {
  beforeEach(() => {
    offers.offered.set('wait', { kind: 'wait', ms: 120_000 })
  })

  it('moves the deadline of systemd as well where that touches nobody', async () => {
    expect((await choose('wait')).ok).toBe(true)
    await settle()
    expect(desk.journal.length + desk.entries.length).toBeGreaterThan(0)
    expect(desk.entries.some((e) => e.kind === 'intent' && e.what === 'move-deadline')).toBe(true)
  })

  it('asks nobody where it would touch others: then our own clock alone hears it', async () => {
    desk.bystanders = ok([{ name: 'other.service', why: 'it is stopping' }])
    expect((await choose('wait')).ok).toBe(true)
    await settle()
    expect(desk.entries.some((e) => e.kind === 'intent' && e.what === 'move-deadline')).toBe(false)
    expect(desk.run(run.id).notices).toContain(
      'The other deadline stays: systemd is not reloaded for it.',
    )
  })
})
