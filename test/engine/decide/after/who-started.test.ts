import { describe, expect, it } from 'vitest'
import {
  findWhoStarted,
  type ReturnFacts,
} from '../../../../electron/engine/decide/after/who-started.ts'
import { watchWindowMs } from '../../../../electron/engine/decide/after/watch-window.ts'
import type { BringsBack } from '../../../../shared/unit.ts'
import { makeRow } from '../../../fakes/rows.ts'

const row = makeRow({ pid: 9001, exe: '/usr/sbin/iguana', parentPid: 702 })
const none: ReturnFacts = { row, parents: [], unit: null }
const unit = {
  name: 'iguana.service',
  target: 'iguana.service',
  restart: 'no',
  restarts: { now: 0, before: 0 },
  activation: null,
  triggers: [],
  busNames: [],
} as const
const running = (name: string) => ({ name, activeState: 'active', subState: 'running' })
const waiting = (name: string) => ({ name, activeState: 'active', subState: 'waiting' })

describe('findWhoStarted', () => {
  it.each<[string, Partial<ReturnFacts>, string, string | null]>([
    [
      'a timer that has fired',
      { unit: { ...unit, triggers: [waiting('a.timer'), running('b.timer')] } },
      'b.timer started it.',
      'iguana.service',
    ],
    [
      'a path unit that has fired',
      { unit: { ...unit, triggers: [running('a.path')] } },
      'a.path started it.',
      'iguana.service',
    ],
    [
      'a timer that its manager names',
      { unit: { ...unit, activation: { unit: 'b.timer', path: null } } },
      'b.timer started it.',
      'iguana.service',
    ],
    [
      'a path unit that its manager names, and what it saw',
      { unit: { ...unit, activation: { unit: 'a.path', path: '/run/go' } } },
      'a.path started it, for /run/go.',
      'iguana.service',
    ],
    [
      'its own Restart=, where its manager counted one more',
      { unit: { ...unit, restart: 'on-failure', restarts: { now: 4, before: 3 } } },
      'systemd started it again, by Restart=on-failure.',
      'iguana.service',
    ],
    [
      'its own Restart=, where nobody had counted before',
      { unit: { ...unit, restart: 'always', restarts: { now: 1, before: null } } },
      'systemd started it again, by Restart=always.',
      'iguana.service',
    ],
    [
      'its timer rather than Restart=, by the word of its manager',
      {
        unit: {
          ...unit,
          activation: { unit: 'b.timer', path: null },
          restarts: { now: 1, before: 0 },
        },
      },
      'b.timer started it.',
      'iguana.service',
    ],
    [
      'its socket, which cannot be told from a start by hand',
      { unit: { ...unit, triggers: [running('iguana.socket')] } },
      'iguana.socket may have started it, at a connection, or somebody by hand: systemd does not say.',
      'iguana.service',
    ],
    [
      'a call on the bus',
      { unit: { ...unit, busNames: ['org.example.Iguana'] } },
      'A call to org.example.Iguana on the bus may have started it, or somebody by hand: systemd does not say.',
      null,
    ],
    [
      'cron, by the unit that it is',
      {
        parents: [
          makeRow({ pid: 702, exe: '/usr/sbin/cron', cgroup: '/system.slice/cron.service' }),
        ],
      },
      'cron (702) started it, as a job.',
      'cron.service',
    ],
    [
      'cron through a shell',
      {
        parents: [
          makeRow({ pid: 800, exe: '/bin/sh' }),
          makeRow({ pid: 702, startTicks: 5, exe: '/usr/sbin/crond' }),
        ],
      },
      'crond (702) started it, as a job.',
      'pid:702@5',
    ],
    [
      'a supervisor',
      { parents: [makeRow({ pid: 50, startTicks: 5, exe: '/usr/bin/runsv' })] },
      'runsv (50) started it: it keeps services up.',
      'pid:50@5',
    ],
    [
      'a person at a terminal',
      { parents: [makeRow({ pid: 60, exe: '/bin/bash', terminal: 34_816, user: 'alice' })] },
      'alice started it, from bash (60) on a terminal.',
      null,
    ],
    [
      'any other parent',
      { parents: [makeRow({ pid: 70, startTicks: 5, exe: '/opt/panel' })] },
      'panel (70) started it: it is its parent.',
      'pid:70@5',
    ],
    [
      'a login session, where the parent is gone',
      { row: { ...row, cgroup: '/user.slice/user-0.slice/session-4.scope' } },
      'It was started in login session 4, as root.',
      null,
    ],
    [
      'the unit whose cgroup it runs in',
      { row: { ...row, cgroup: '/system.slice/monit.service' } },
      'It runs in the cgroup of monit.service, which started it.',
      'monit.service',
    ],
  ])('names %s', (_, more, sentence, target) => {
    const { by, evidence } = findWhoStarted({ ...none, ...more })
    expect(by).toMatchObject({ sentence, target })
    expect(evidence.length).toBeGreaterThan(0)
  })

  it.each<[string, Partial<ReturnFacts>]>([
    ['a process that nobody is above', {}],
    ['a shell without a terminal that is gone', { row: null }],
    ['a unit that a person may have started', { unit }],
    ['a timer that only waits', { unit: { ...unit, triggers: [waiting('a.timer')] } }],
    ['Restart= that counted none', { unit: { ...unit, restart: 'always' } }],
    [
      'Restart= whose count a start by hand set back',
      { unit: { ...unit, restart: 'always', restarts: { now: 0, before: 3 } } },
    ],
    [
      'Restart= where nobody counts',
      { unit: { ...unit, restart: 'always', restarts: { now: null, before: null } } },
    ],
    [
      'a timer that fired while it ran already, by the word of its manager',
      {
        unit: { ...unit, activation: { unit: null, path: null }, triggers: [running('b.timer')] },
      },
    ],
    [
      'a socket that is down',
      { unit: { ...unit, triggers: [{ ...running('a.socket'), activeState: 'inactive' }] } },
    ],
  ])('names nobody for %s, and says why', (_, more) => {
    const { by, evidence } = findWhoStarted({ ...none, ...more })
    expect(by).toBeNull()
    expect(evidence).toHaveLength(1)
  })
})

const brings = (more: Partial<BringsBack>): BringsBack => ({
  kind: 'timer',
  by: 'a.timer',
  when: 'after-a-stop',
  sentence: 'a.timer starts it when its time comes',
  stoppable: true,
  ...more,
})

describe('watchWindowMs', () => {
  it.each([
    [[], null, 60_000],
    [[], 100, 60_000],
    [[], 120_000, 135_000],
    [[brings({ when: 'after-a-signal' })], 100, 60_000],
    [[brings({})], 100, 300_000],
  ])('of %j with RestartSec %j is %i ms', (list, restartMs, expected) => {
    expect(watchWindowMs(list, restartMs)).toBe(expected)
  })
})
