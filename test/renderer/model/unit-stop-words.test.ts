import { describe, expect, it } from 'vitest'
import {
  activeWords,
  clientsWord,
  killModeWords,
  restartAfterSignal,
  restartWords,
  shortResult,
  shortSubState,
  signalWord,
  stopLimitWords,
  stopStepWords,
} from '../../../renderer/model/unit-stop-words.ts'
import type { UnitSettings } from '../../../shared/unit.ts'
import { runningState, unitSettings } from '../../fakes/scene-units.ts'

const nbsp = '\u00a0'
const settings = (more: Partial<UnitSettings> = {}): UnitSettings => ({ ...unitSettings, ...more })
const execStop = [{ argv: ['/bin/false'], ignoreFailure: false }]

describe('what systemd does with a unit under way', () => {
  it.each([
    ['stop', {}, 'running ExecStop='],
    ['stop-sigterm', {}, 'SIGTERM sent by systemd, waiting'],
    ['stop-sigterm', { killSignal: 3 }, 'SIGQUIT sent by systemd, waiting'],
    ['stop-sigterm', { killSignal: 37 }, 'signal 37 sent by systemd, waiting'],
    ['stop-sigkill', {}, 'SIGKILL sent by systemd'],
    ['stop-watchdog', {}, 'SIGABRT sent by systemd, waiting'],
    ['stop-post', {}, 'running ExecStopPost='],
    ['final-sigkill', { finalKillSignal: 9 }, 'SIGKILL sent by systemd to what is left'],
    ['running', {}, 'runs'],
    ['constructor', {}, 'is in the state constructor'],
  ])('%s with %j is %j', (subState, more, words) => {
    const state = { ...runningState(0), subState }
    expect(stopStepWords({ state, settings: settings(more) })).toBe(words)
  })
})

describe('the stop limit', () => {
  it.each<[Partial<UnitSettings>, string]>([
    [{}, '1:30, then SIGKILL'],
    [{ timeoutStopMs: 2000 }, `2${nbsp}s, then SIGKILL`],
    [{ timeoutStopMs: null }, 'none, systemd waits without end'],
    [{ sendSigkill: false }, '1:30, then systemd gives up'],
    [{ timeoutFailureMode: 'abort' }, '1:30, then SIGABRT'],
    [{ timeoutFailureMode: 'abort', sendSigkill: false }, '1:30, then SIGABRT'],
    [{ finalKillSignal: 6 }, '1:30, then SIGABRT'],
    [{ execStop }, '1:30 a step, then SIGKILL'],
  ])('with %j is %j', (more, words) => {
    expect(stopLimitWords(settings(more))).toBe(words)
  })
})

describe('KillMode= in words', () => {
  it.each([
    ['control-group', /SIGINT reaches every process/],
    ['mixed', /SIGINT to the main process only; SIGKILL then reaches all/],
    ['process', /SIGINT to the main process only; the rest keeps running/],
    ['none', /systemd sends nothing/],
  ] as const)('%s', (killMode, words) => {
    expect(killModeWords({ killMode, killSignal: 2 })).toMatch(words)
  })
})

describe('Restart=', () => {
  it.each([
    ['no', 'no'],
    ['', 'no'],
    ['always', `always, after 0.1${nbsp}s; not after a stop`],
  ])('%s is %j', (restart, words) => {
    expect(restartWords({ restart, restartMs: 100 })).toBe(words)
  })
  it.each([
    ['no', 'never'],
    ['', 'never'],
    ['on-watchdog', 'never'],
    ['on-success', 'maybe'],
    ['on-failure', 'maybe'],
    ['always', 'always'],
  ] as const)('%s fires %s after a signal', (restart, fires) => {
    expect(restartAfterSignal({ restart })).toBe(fires)
  })
})

describe('short words', () => {
  it.each([
    ['auto-restart', 'by Restart='],
    ['dead-before-auto-restart', 'by Restart='],
    ['stop', 'ExecStop='],
    ['start-pre', 'ExecStartPre='],
    ['stop-sigterm', null],
    ['running', null],
  ])('of the sub-state %s are %j', (sub, word) => {
    expect(shortSubState(sub)).toBe(word)
  })
  it('of a result are the manager’s own where it is not known', () => {
    expect(shortResult('timeout')).toBe('took too long')
    expect(shortResult('success')).toBe('')
    expect(shortResult('bpf-something')).toBe('bpf-something')
  })
  it('name signals, states and clients', () => {
    expect(signalWord(15)).toBe('SIGTERM')
    expect(activeWords(runningState(0))).toBe('active (running)')
    expect([clientsWord(0), clientsWord(1), clientsWord(214)]).toEqual([
      'nobody is connected',
      '1 client',
      '214 clients',
    ])
  })
})
