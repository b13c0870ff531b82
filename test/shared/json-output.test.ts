/** The lines of `--json`: what scripts rely on is all there, and nothing that nobody described. */
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { errorCodes } from '../../shared/errors.ts'
import { profileMatchToJson } from '../../electron/cli/service-json.ts'
import { toPlannedProfile } from '../../electron/engine/decide/profile/planned.ts'
import { makeProfile } from '../fakes/profiles.ts'
import * as output from '../../shared/json-output.ts'
import * as parts from '../../shared/json-parts.ts'
import * as units from '../../shared/json-unit-results.ts'
import { runLine } from '../../shared/json-output.ts'
import { planUnitToJson, runUnitToJson, unitDetailToJson } from '../../electron/cli/unit-json.ts'
import { makeUnitDetail, richImpact } from '../fakes/unit-samples.ts'
import { makeUnit } from '../fakes/unit.ts'

const process = { pid: 100, startTicks: 1000, boot: 'b007', name: 'evil\n\x1b[2J\ud800' }
const error = { code: 'busy', message: 'Busy.', next: 'Wait.' }
const result = { type: 'result', command: 'stop', exitStatus: 0, error: null }
const happened = { run: 'run-1', at: 1_700_000_000_000 }
const ceiling = {
  who: 'systemd',
  source: 'TimeoutStopSec',
  at: null,
  earliest: null,
  what: 'SIGKILL',
  fixed: null,
}
const ref = { name: 'a.socket', description: 'A', activeState: 'active', subState: 'listening' }
const unit = runUnitToJson(makeUnit())
const impact = richImpact
const run = {
  ...result,
  run: 'run-1',
  target: 'iguana',
  outcome: 'survived',
  sentence: 'iguana outlived SIGKILL.',
  by: null,
  survivors: [process],
  kept: [{ ...process, why: 'KillMode=process' }],
  unit,
  tookMs: 12.5,
  ceilings: [ceiling],
  notices: ['Look.'],
  advice: { level: 'reboot-required', sentence: 'Reboot.', reasons: ['D state'], aboutReboot: '' },
}
const service = {
  target: 'iguana',
  title: 'Iguana',
  backend: 'pidfile',
  state: 'dead-pid-file',
  pid: null,
  user: 'ops',
  memberCount: 0,
  cpuPercent: null,
  residentBytes: 0,
  startedAt: null,
  note: null,
  origin: 'configured',
  refusal: null,
  unit: { name: 'iguana.service', manager: 'system' },
  detail: 'stop-sigterm',
  until: null,
  canStart: true,
}
const iguana = makeProfile('iguana')
const match = { by: 'unit', how: 'its unit is iguana.service', own: false } as const
const stopTimes = { count: 1, usualMs: 1, longestMs: 1, unusualMs: 2000, proposedMs: 10_000 }
const plan = {
  ...result,
  target: 'iguana',
  title: 'Iguana',
  backend: 'pidfile',
  schedule: 'stop/5',
  scheduleSource: 'person',
  steps: [
    {
      index: 0,
      item: 'stop',
      sentence: 'SIGTERM',
      targets: [{ pid: 100, name: 'w' }],
      force: false,
      condition: 'always',
    },
  ],
  members: [process],
  suspects: [{ ...process, why: 'same executable' }],
  kept: [{ ...process, why: 'a shim' }],
  impact: ['two clients'],
  ceilings: [ceiling],
  warnings: [{ severity: 'stop', sentence: 'It forces.' }],
  unit: planUnitToJson({ unit: makeUnit(), impact }),
  profile: toPlannedProfile({ ...match, profile: iguana }),
  ...{ stopTimes, proposed: { seconds: 10, schedule: 'stop/10' } },
}
const status = {
  ...result,
  service,
  members: [{ ...process, reasons: ['child of 1'], main: true }],
  suspects: [],
  schedule: 'stop/5',
  scheduleSource: 'profile',
  ...{ stopTimes, proposed: null },
  profile: profileMatchToJson({ ...match, profile: iguana }),
  unit: unitDetailToJson(makeUnitDetail({ impact })),
  init: null,
}
const dependencies = {
  ...result,
  groups: [
    { relation: 'RequiredBy', meaning: 'they stop with it', direction: 'needed-by', units: [ref] },
  ],
}
const properties = {
  ...result,
  properties: [{ name: 'Id', value: 'a.service', section: 'unit' }],
}

const lines: [string, z.ZodType, Record<string, unknown>][] = [
  ['a process', parts.jsonProcess, process],
  ['a refusal', parts.jsonError, error],
  [
    'a run that began',
    runLine,
    {
      type: 'began',
      ...happened,
      target: 't',
      title: 't',
      schedule: 's',
      members: [process],
      unit: null,
    },
  ],
  [
    'a signal',
    runLine,
    { type: 'signal', ...happened, step: 0, what: 'TERM', process: null, outcome: 'maybe' },
  ],
  ['one that left', runLine, { type: 'member-gone', ...happened, process, how: 'killed', left: 0 }],
  ['one that appeared', runLine, { type: 'member-appeared', ...happened, process }],
  [
    'a phase',
    runLine,
    { type: 'phase', ...happened, phase: 'held', sentence: 'held', turn: 1, until: null },
  ],
  [
    'a state of a unit',
    runLine,
    {
      type: 'unit',
      ...happened,
      unit: 'iguana.service',
      activeState: 'deactivating',
      subState: 'stop-post',
      result: 'success',
      sentence: 'iguana.service is stopping.',
    },
  ],
  [
    'who else will force',
    runLine,
    { type: 'ceilings', ...happened, ceilings: [ceiling], movedTo: 'never' },
  ],
  ['a notice', runLine, { type: 'notice', ...happened, sentence: 'Look.' }],
  ['the result of a stop', output.runResult, run],
  [
    'the result of a restart',
    output.restartResult,
    { ...run, start: { sentence: 'Up.', up: true } },
  ],
  ['a plan', output.planResult, plan],
  ['a service', output.jsonService, service],
  [
    'a list',
    output.listResult,
    { ...result, services: [service], hidden: 0, guarantee: null, problems: [] },
  ],
  ['a status', output.statusResult, status],
  [
    'what is known of daemons',
    output.profileResult,
    { ...result, profiles: [{ ...iguana, own: false }] },
  ],
  [
    'the result of a signal',
    output.signalResult,
    { ...result, sentence: 'Sent.', sent: 1, refused: 0 },
  ],
  ['the result of a start', output.startResult, { ...result, sentence: 'Up.', up: true }],
  [
    'the result of a control',
    units.controlResult,
    { ...result, done: false, sentence: 'Not frozen.', warnings: ['A stop thaws it.'] },
  ],
  ['dependencies', units.dependenciesResult, dependencies],
  ['properties', units.propertiesResult, properties],
  [
    'a line of a log',
    units.logLine,
    { type: 'line', cursor: 's=1', at: 1, level: 6, pid: null, from: 'iguana', text: 'up\n' },
  ],
  ['the result of a log', units.logResult, { ...result, count: 0 }],
  ['the result of a journal', output.journalResult, { ...result, count: 0 }],
  [
    'a console',
    output.consoleLine,
    { type: 'console', port: 1, url: 'http://127.0.0.1:1/', openerFile: '/f' },
  ],
  [
    'a practice',
    output.practiceResult,
    { ...result, target: null, pid: null, vices: [{ name: 'obeys', sentence: 's' }] },
  ],
  ['a check', output.checkResult, { ...result, files: [{ file: '/f', errors: [error] }] }],
  ['any other result', output.plainResult, result],
]

describe.each(lines)('%s', (_what, schema, line) => {
  it('is described as it is printed', () => {
    expect(schema.parse(JSON.parse(JSON.stringify(line)))).toEqual(line)
  })
  it('is not described with a field more', () => {
    expect(schema.safeParse({ ...line, surplus: 1 }).success).toBe(false)
  })
  it('is not described without one of its fields, nor with one of another type', () => {
    for (const field of Object.keys(line)) {
      const less = Object.fromEntries(Object.entries(line).filter(([name]) => name !== field))
      expect([field, schema.safeParse(less).success]).toEqual([field, false])
      expect([field, schema.safeParse({ ...line, [field]: {} }).success]).toEqual([field, false])
    }
  })
})

describe('the objects inside', () => {
  const surplus = <T extends object>(value: T): T => ({ ...value, surplus: 1 })
  it.each<[string, z.ZodType, object]>([
    ['advice', output.runResult, { ...run, advice: surplus(run.advice) }],
    ['a ceiling', output.runResult, { ...run, ceilings: [surplus(ceiling)] }],
    ['a survivor', output.runResult, { ...run, survivors: [surplus(process)] }],
    ['a start', output.restartResult, { ...run, start: surplus({ sentence: 'Up.', up: true }) }],
    ['a step', output.planResult, { ...plan, steps: plan.steps.map(surplus) }],
    ['a warning', output.planResult, { ...plan, warnings: plan.warnings.map(surplus) }],
    ['a suspect', output.planResult, { ...plan, suspects: plan.suspects.map(surplus) }],
    ['a member', output.statusResult, { ...status, members: status.members.map(surplus) }],
    ['one that is kept', output.runResult, { ...run, kept: run.kept.map(surplus) }],
    ['the unit of a run', output.runResult, { ...run, unit: surplus(run.unit) }],
    ['the unit of a plan', output.planResult, { ...plan, unit: surplus(plan.unit) }],
    ['the unit of a status', output.statusResult, { ...status, unit: surplus(status.unit) }],
    [
      'a dependency',
      units.dependenciesResult,
      { ...dependencies, groups: dependencies.groups.map(surplus) },
    ],
    [
      'a property',
      units.propertiesResult,
      { ...properties, properties: properties.properties.map(surplus) },
    ],
    ['an error', output.plainResult, { ...result, error: surplus(error) }],
  ])('%s has no field that nobody described either', (_what, schema, line) => {
    expect(schema.safeParse(line).success).toBe(false)
  })
  it.each<[string, z.ZodType, object]>([
    ['advice', output.runResult, { ...run, advice: null }],
    ['a run', output.runResult, { ...run, run: null, tookMs: null, by: null }],
    ['a start', output.restartResult, { ...run, start: null }],
  ])('%s may be absent, as null', (_what, schema, line) => {
    expect(schema.parse(line)).toEqual(line)
  })
  it('an error has each code of the closed list, and no other', () => {
    for (const code of errorCodes) {
      expect([code, parts.jsonError.safeParse({ ...error, code }).success]).toEqual([code, true])
    }
    expect(parts.jsonError.safeParse({ ...error, code: 'constructor' }).success).toBe(false)
  })
  it('an error may tell its place, its cause and what was probably meant', () => {
    const whole = { ...error, place: 'column 6', cause: 'EACCES', candidates: ['stop'] }
    expect(parts.jsonError.parse(whole)).toEqual(whole)
    expect(parts.jsonError.safeParse({ ...error, candidates: 'stop' }).success).toBe(false)
  })
})

describe('a line of the journal', () => {
  const entry = {
    type: 'entry',
    v: 1,
    seq: 1,
    at: { mono: 1, wall: 2 },
    boot: 'b007',
    writer: { pid: 1, door: 'cli', user: 'ops' },
    ...{ run: null, target: null },
    ...{ kind: 'notice', sentence: 'Look.' },
  }
  it('is the record as it stands in the file, marked as an entry', () => {
    expect(output.journalLine.parse(entry)).toEqual(entry)
    expect(output.journalLine.safeParse({ ...entry, type: 'result' }).success).toBe(false)
    expect(output.journalLine.safeParse({ ...entry, seq: 'x' }).success).toBe(false)
  })
})
