import { describe, expect, it } from 'vitest'
import { parseUnitState } from '../../../electron/engine/parse/unit-state.ts'
import { sampleProperties } from './unit-sample.ts'

const state = (more: Record<string, unknown> = {}) =>
  parseUnitState({ ...sampleProperties, ...more })

it('reads the state of a service that runs', () => {
  expect(state()).toEqual({
    activeState: 'active',
    subState: 'running',
    result: 'success',
    since: { wall: 1_795_194_358_934.703, mono: 13_100_778.422 },
    mainPid: 3374,
    controlPid: 0,
    mainExit: null,
    frozen: false,
    invocation: 'aff0655f2faa4f0aacd51e28b4b72e5b',
  })
})

describe('the active state', () => {
  it.each([
    'active',
    'reloading',
    'refreshing',
    'inactive',
    'failed',
    'activating',
    'deactivating',
    'maintenance',
  ])('%s is one', (ActiveState) => {
    expect(state({ ActiveState }).activeState).toBe(ActiveState)
  })

  it.each(['', 'hibernating', 'ACTIVE', 'unknown', 7, undefined])(
    '%s is unknown, and not inactive',
    (ActiveState) => {
      expect(state({ ActiveState }).activeState).toBe('unknown')
    },
  )
})

describe('the end of the main process', () => {
  it.each([
    ['runs', 0, 0, null],
    ['exited', 1, 3, { how: 'exited', status: 3 }],
    ['was killed', 2, 9, { how: 'killed', status: 9 }],
    ['dumped core', 3, 6, { how: 'dumped', status: 6 }],
    ['was trapped, which is no end', 4, 5, null],
    ['is not known', undefined, 5, null],
  ])('%s', (_, ExecMainCode, ExecMainStatus, mainExit) => {
    expect(state({ ExecMainCode, ExecMainStatus }).mainExit).toEqual(mainExit)
  })

  it('has status 0 where none is told', () => {
    expect(state({ ExecMainCode: 1, ExecMainStatus: undefined }).mainExit).toEqual({
      how: 'exited',
      status: 0,
    })
  })
})

describe('the freezer', () => {
  it.each([
    ['running', false],
    ['freezing', true],
    ['frozen', true],
    ['frozen-by-parent', true],
    ['freezing-by-parent', true],
    ['thawing', false],
    ['', false],
    [undefined, false],
  ])('%s: frozen is %s', (FreezerState, frozen) => {
    expect(state({ FreezerState }).frozen).toBe(frozen)
  })
})

describe('a job in the queue', () => {
  it.each([
    [[42, '/org/freedesktop/systemd1/job/42'], true],
    [[0, '/'], undefined],
    [[], undefined],
    ['42', undefined],
    [undefined, undefined],
  ])('%j: %s', (Job, hasJob) => {
    expect(state({ Job }).hasJob).toBe(hasJob)
  })
})

describe('the invocation', () => {
  const bytes = Array.from({ length: 16 }, (_, at) => at + 1)
  it.each([
    ['bytes', Uint8Array.from(bytes), '0102030405060708090a0b0c0d0e0f10'],
    ['numbers', bytes, '0102030405060708090a0b0c0d0e0f10'],
    ['zeros, which is none', new Uint8Array(16), ''],
    ['nothing', new Uint8Array(), ''],
    ['too few bytes', Uint8Array.from([1, 2]), ''],
    ['too many bytes', new Uint8Array(17).fill(1), ''],
    ['a text', '0102030405060708090a0b0c0d0e0f10', ''],
  ])('of %s', (_, InvocationID, invocation) => {
    expect(state({ InvocationID }).invocation).toBe(invocation)
  })
})

it('a unit that never left its first state has been in it since nobody knows when', () => {
  const never = { StateChangeTimestamp: 0n, StateChangeTimestampMonotonic: 0n }
  expect(state(never).since).toBeNull()
})

it.each([
  ['MainPID', 'mainPid'],
  ['ControlPID', 'controlPid'],
] as const)('without a %s there is no process', (property, field) => {
  expect(state({ [property]: undefined })[field]).toBe(0)
  expect(state({ [property]: 4711 })[field]).toBe(4711)
})
