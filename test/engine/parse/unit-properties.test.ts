import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mergeProperties,
  parseUnit,
  relationNames,
  type RawProperties,
} from '../../../electron/engine/parse/unit-properties.ts'
import { sampleProperties } from './unit-sample.ts'

const parse = (more: RawProperties = {}) => parseUnit({ ...sampleProperties, ...more }, 'system')

describe('a service as systemd 252 describes it', () => {
  const unit = parse()

  it('has its names, files and place', () => {
    expect(unit).toMatchObject({
      name: 'sample.service',
      names: ['sample.service'],
      description: 'A sample',
      manager: 'system',
      loadState: 'loaded',
      fileState: 'disabled',
      file: '/run/systemd/system/sample.service',
      dropIns: [],
      needsReload: false,
      controlGroup: '/system.slice/sample.service',
      busName: '',
      pidFile: null,
      memoryBytes: null,
      isService: true,
    })
  })

  it('says what may be done with it', () => {
    expect(unit).toMatchObject({
      refuseManualStart: false,
      refuseManualStop: false,
      canFreeze: true,
      canStart: true,
    })
  })

  it('keeps what it was read from', () => {
    expect(unit.raw.TasksMax).toBe(28909n)
  })

  it('has every relation, empty ones too', () => {
    expect(Object.keys(unit.relations)).toEqual([...relationNames])
    expect(unit.relations.Requires).toEqual(['sysinit.target', 'system.slice'])
    expect(unit.relations.OnFailure).toEqual(['noted.service'])
    expect(unit.relations.BoundBy).toEqual([])
  })
})

describe('names', () => {
  it('begin with its own, then come its aliases', () => {
    const unit = parse({ Id: 'b.service', Names: ['a.service', 'b.service', 'c.service'] })
    expect(unit.names).toEqual(['b.service', 'a.service', 'c.service'])
  })

  it('are only the aliases where its own is missing', () => {
    expect(parseUnit({ Names: ['a.service'] }, 'user').names).toEqual(['a.service'])
  })

  it.each([
    ['sample.service', true],
    ['getty@tty1.service', true],
    ['a\\x2db.service', true],
    ['system.slice', false],
    ['multi-user.target', false],
    ['service', false],
    ['service.mount', false],
    ['', false],
  ])('%s: a service is %s', (Id, isService) => {
    expect(parse({ Id }).isService).toBe(isService)
  })
})

describe('details that matter for a stop', () => {
  it('reads drop-ins, a pid file, a bus name and memory', () => {
    const unit = parse({
      DropInPaths: ['/etc/systemd/system/sample.service.d/a.conf'],
      PIDFile: '/run/sample.pid',
      BusName: 'org.example.Sample',
      MemoryCurrent: 12_288n,
      NeedDaemonReload: true,
    })
    expect(unit).toMatchObject({
      dropIns: ['/etc/systemd/system/sample.service.d/a.conf'],
      pidFile: '/run/sample.pid',
      busName: 'org.example.Sample',
      memoryBytes: 12_288,
      needsReload: true,
    })
  })

  it('takes nothing for frozen or freezable that systemd does not say', () => {
    const unit = parseUnit({ Id: 'old.service' }, 'system')
    expect(unit.canFreeze).toBe(false)
    expect(unit.state.frozen).toBe(false)
  })
})

describe('what it does not understand', () => {
  it('an empty map claims nothing', () => {
    const unit = parseUnit({}, 'user')
    expect(unit).toMatchObject({
      name: '',
      names: [],
      loadState: '',
      file: null,
      isService: false,
      refuseManualStop: false,
      manager: 'user',
    })
    expect(unit.state).toMatchObject({ activeState: 'unknown', subState: '', since: null })
  })

  it('survives any value of any property', () => {
    const names = Object.keys(sampleProperties)
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.anything({ withBigInt: true }), {
          maxKeys: 30,
        }),
        (odd) => {
          const unit = parse(odd)
          expect(typeof unit.name).toBe('string')
          expect(unit.settings.killSignal).toBeGreaterThan(0)
          expect(unit.settings.killSignal).toBeLessThan(65)
          expect(unit.state.mainPid).toBeGreaterThanOrEqual(0)
          expect(unit.state.invocation).toMatch(/^(?:[0-9a-f]{32})?$/)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('changes of properties', () => {
  it('replace what they name and keep the rest', () => {
    const merged = mergeProperties(
      { ActiveState: 'active', SubState: 'running', Id: 'a.service' },
      { ActiveState: 'deactivating', SubState: 'stop-sigterm' },
    )
    expect(merged).toEqual({
      ActiveState: 'deactivating',
      SubState: 'stop-sigterm',
      Id: 'a.service',
    })
  })

  it('leave the earlier map as it was', () => {
    const before = { ActiveState: 'active' }
    mergeProperties(before, { ActiveState: 'failed' })
    expect(before).toEqual({ ActiveState: 'active' })
  })

  it('come in two parts, the service first: its result is known before its sub-state', () => {
    const first = mergeProperties(sampleProperties, { Result: 'timeout', MainPID: 3374 })
    const second = mergeProperties(first, {
      ActiveState: 'deactivating',
      SubState: 'stop-sigkill',
    })
    expect(parseUnit(first, 'system').state).toMatchObject({
      subState: 'running',
      result: 'timeout',
    })
    expect(parseUnit(second, 'system').state).toMatchObject({
      activeState: 'deactivating',
      subState: 'stop-sigkill',
      result: 'timeout',
    })
  })
})
