/** To whom a signal goes, and whom a SIGKILL is known to have reached. */
import { describe, expect, it } from 'vitest'
import {
  rootsOf,
  targetsAmong,
  targetsOf,
  wasKilled,
  wasRefused,
} from '../../../../electron/engine/decide/escalation/targets.ts'
import type { Member } from '../../../../shared/process.ts'
import type { Run, SignalOutcome } from '../../../../shared/run.ts'
import type { Scope } from '../../../../shared/schedule.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'

const pids = (members: readonly Member[]): number[] => members.map((m) => m.identity.pid)
const main = makeMember(100, { main: true, processGroup: 100 })
const worker = makeMember(101, { parentPid: 100, processGroup: 100 })
const session = makeMember(102, { parentPid: 101, processGroup: 102 })
const helper = makeMember(103, { parentPid: 1, processGroup: 103 })
const all = [main, worker, session, helper]

describe('the targets of a signal', () => {
  it.each<[string, Scope, Member[], number[]]>([
    ['all that live', 'all', all, [100, 101, 102, 103]],
    ['the main process alone', 'main', all, [100]],
    ['the group of the main process', 'group', all, [100, 101]],
    ['the roots that a dead main process left', 'main', [worker, session, helper], [101, 103]],
    ['the group of a dead main process', 'group', [worker, session, helper], [101]],
    ['all that a dead main process left', 'all', [session, helper], [102, 103]],
    ['nobody of a group that is empty by now', 'group', [session, helper], []],
    ['nobody where nobody lives', 'main', [], []],
    ['nobody of no group', 'group', [], []],
  ])('are %s (%s)', (_what, scope, living, expected) => {
    expect(pids(targetsAmong(living, all, scope))).toEqual(expected)
  })
  it('are the group of the first root where there never was a main process', () => {
    const without = [session, helper, makeMember(104, { processGroup: 102 })]
    expect(pids(targetsAmong(without, without, 'group'))).toEqual([102, 104])
  })
  it('are nobody of a group where nobody ever was', () => {
    expect(targetsAmong([], [], 'group')).toEqual([])
  })
  it('are, in a run, who is neither gone nor kept', () => {
    const run = makeRun('TERM@all/5', {}, [...all, makeMember(104, { kept: 'a job of cron' })])
    expect(pids(targetsOf(new Play(run).gone(101).run, 'all'))).toEqual([100, 102, 103])
  })
  it('are still found by the group of a main process that this run saw leave', () => {
    const run = new Play(makeRun('TERM@group/5', {}, all)).gone(100).run
    expect(pids(targetsOf(run, 'group'))).toEqual([101])
  })
})

describe('roots', () => {
  it('are those whose parent is not among the living, in their order', () => {
    expect(pids(rootsOf([helper, session, worker]))).toEqual([103, 101])
  })
})

const sent = (what: 'KILL' | 'TERM', pid: number, outcome: SignalOutcome): Run['sent'][number] => ({
  call: 1,
  step: 0,
  what,
  identity: identity(pid),
  at: ms(0),
  outcome,
})
const command: Run['sent'][number] = { ...sent('TERM', 100, 'sent'), identity: null }
const runWith = (...records: Run['sent']): Run => makeRun('KILL/5', { sent: records })

describe('whether SIGKILL reached a process', () => {
  it.each<[string, Run, boolean, boolean]>([
    ['sent', runWith(sent('KILL', 100, 'sent')), true, true],
    ['maybe sent', runWith(sent('KILL', 100, 'maybe')), false, true],
    ['gone before', runWith(sent('KILL', 100, 'gone')), false, false],
    ['refused', runWith(sent('KILL', 100, 'no-permission')), false, false],
    ['sent to another', runWith(sent('KILL', 101, 'sent')), false, false],
    ['a signal that leaves a choice', runWith(sent('TERM', 100, 'sent')), false, false],
    ['a command', runWith(command), false, false],
    [
      'refused first, then sent',
      runWith(sent('KILL', 100, 'no-permission'), sent('KILL', 100, 'sent')),
      true,
      true,
    ],
  ])('%s', (_what, run, certain, possible) => {
    expect(wasKilled(run, identity(100), true)).toBe(certain)
    expect(wasKilled(run, identity(100), false)).toBe(possible)
  })
  it('is not asked of a later process with the same number', () => {
    const reused = { ...identity(100), startTicks: 7 }
    expect(wasKilled(runWith(sent('KILL', 100, 'sent')), reused, false)).toBe(false)
  })
})

describe('whether the kernel refused us', () => {
  it.each<[string, Run, boolean]>([
    [
      'the last signal',
      runWith(sent('TERM', 100, 'sent'), sent('KILL', 100, 'no-permission')),
      true,
    ],
    [
      'an earlier one',
      runWith(sent('TERM', 100, 'no-permission'), sent('KILL', 100, 'sent')),
      false,
    ],
    ['one to another', runWith(sent('TERM', 101, 'no-permission')), false],
    ['before a command', runWith(sent('TERM', 100, 'no-permission'), command), true],
    ['nothing, as nothing was sent', runWith(), false],
  ])('%s', (_what, run, expected) => {
    expect(wasRefused(run, identity(100))).toBe(expected)
  })
})
