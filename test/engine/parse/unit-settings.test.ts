import { describe, expect, it } from 'vitest'
import { parseUnitSettings } from '../../../electron/engine/parse/unit-settings.ts'
import { sampleProperties } from './unit-sample.ts'

const settings = (more: Record<string, unknown> = {}) =>
  parseUnitSettings({ ...sampleProperties, ...more })
const infinity = 18446744073709551615n

it('reads how systemd stops a service', () => {
  expect(settings()).toEqual({
    type: 'notify',
    killMode: 'mixed',
    killSignal: 15,
    finalKillSignal: 9,
    watchdogSignal: 6,
    sendSigkill: true,
    sendSighup: false,
    timeoutStopMs: 150_000,
    timeoutAbortMs: 150_000,
    timeoutFailureMode: 'terminate',
    execStop: [
      { argv: ['/bin/sleep', 'a b'], ignoreFailure: true },
      { argv: ['/bin/true'], ignoreFailure: false },
    ],
    execStopPost: [],
    restart: 'no',
    restartMs: 100,
    remainAfterExit: false,
    mayExtend: true,
  })
})

it("takes systemd's defaults for what is missing, so that no ceiling is forgotten", () => {
  expect(parseUnitSettings({})).toEqual({
    type: '',
    killMode: 'control-group',
    killSignal: 15,
    finalKillSignal: 9,
    watchdogSignal: 6,
    sendSigkill: true,
    sendSighup: false,
    timeoutStopMs: 90_000,
    timeoutAbortMs: 90_000,
    timeoutFailureMode: 'terminate',
    execStop: [],
    execStopPost: [],
    restart: '',
    restartMs: 100,
    remainAfterExit: false,
    mayExtend: false,
  })
})

describe('timeouts', () => {
  it('infinity is no timeout', () => {
    const unlimited = settings({ TimeoutStopUSec: infinity, TimeoutAbortUSec: infinity })
    expect(unlimited.timeoutStopMs).toBeNull()
    expect(unlimited.timeoutAbortMs).toBeNull()
  })

  it('that of an abort follows that of a stop where it is missing (systemd before 243)', () => {
    const old = settings({ TimeoutStopUSec: 7_000_000n, TimeoutAbortUSec: undefined })
    expect(old.timeoutAbortMs).toBe(7000)
    const endless = settings({ TimeoutStopUSec: infinity, TimeoutAbortUSec: undefined })
    expect(endless.timeoutAbortMs).toBeNull()
  })

  it('of a restart that waits for ever falls back to the default', () => {
    expect(settings({ RestartUSec: 5_000_000n }).restartMs).toBe(5000)
    expect(settings({ RestartUSec: infinity }).restartMs).toBe(100)
  })

  it.each(['terminate', 'abort', 'kill'])('end in %s', (TimeoutStopFailureMode) => {
    expect(settings({ TimeoutStopFailureMode }).timeoutFailureMode).toBe(TimeoutStopFailureMode)
  })

  it('end in terminate where the word is not known', () => {
    expect(settings({ TimeoutStopFailureMode: 'explode' }).timeoutFailureMode).toBe('terminate')
  })
})

describe('the kill mode', () => {
  it.each(['control-group', 'mixed', 'process', 'none'])('%s', (KillMode) => {
    expect(settings({ KillMode }).killMode).toBe(KillMode)
  })

  it('of another word is that which signals everybody', () => {
    expect(settings({ KillMode: 'gently' }).killMode).toBe('control-group')
  })
})

describe('signals', () => {
  it.each([
    ['a signal', 3, 3],
    ['a real-time signal', 40, 40],
    ['the last one', 64, 64],
    ['none', 0, 15],
    ['one beyond the last', 65, 15],
    ['a negative one', -1, 15],
    ['a text', 'SIGINT', 15],
  ])('%s', (_, KillSignal, killSignal) => {
    expect(settings({ KillSignal }).killSignal).toBe(killSignal)
  })

  it('keeps SIGKILL and SIGHUP as the unit says', () => {
    expect(settings({ SendSIGKILL: false, SendSIGHUP: true })).toMatchObject({
      sendSigkill: false,
      sendSighup: true,
    })
  })
})

describe('more time', () => {
  it.each([
    ['all', true],
    ['main', true],
    ['exec', true],
    ['none', false],
    ['', false],
    [undefined, false],
  ])('NotifyAccess=%s: it may ask is %s', (NotifyAccess, mayExtend) => {
    expect(settings({ NotifyAccess }).mayExtend).toBe(mayExtend)
  })
})
