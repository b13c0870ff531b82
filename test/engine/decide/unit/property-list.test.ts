import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listProperties } from '../../../../electron/engine/decide/unit/property-list.ts'
import { sayProperty } from '../../../../electron/engine/decide/unit/property-values.ts'
import { sampleProperties } from '../../parse/unit-sample.ts'

const infinity = 18446744073709551615n

describe('the properties of a real service', () => {
  const list = listProperties(sampleProperties)
  const shown = Object.fromEntries(list.map((p) => [p.name, p.value]))

  it('read as people write them', () => {
    expect(shown).toMatchObject({
      ActiveState: 'active',
      After: 'basic.target sysinit.target system.slice -.mount systemd-journald.socket',
      CanFreeze: 'yes',
      CapabilityBoundingSet: 'all',
      CPUUsageNSec: expect.stringMatching(/^[\d.]+m?s$/) as string,
      ExecStop: "-/bin/sleep 'a b'; /bin/true",
      InvocationID: 'aff0655f2faa4f0aacd51e28b4b72e5b',
      Job: 'none',
      JobTimeoutUSec: 'infinity',
      KillSignal: 'SIGTERM',
      LimitCORE: 'infinity',
      LimitNOFILE: '524288',
      LoadError: '',
      MemoryCurrent: '[not set]',
      RestartForceExitStatus: '',
      RestartUSec: '100ms',
      RestrictNamespaces: 'no',
      RuntimeDirectoryMode: '0755',
      StateChangeTimestamp: '2026-11-20T17:05:58.934Z',
      SystemCallFilter: '~kexec_file_load kexec_load reboot',
      TasksMax: '28909',
      TimeoutStopUSec: '150s',
      TimerSlackNSec: '50000ns',
      UID: '[not set]',
      UMask: '0022',
      ActiveExitTimestamp: 'n/a',
    })
  })

  it('come sorted, each once', () => {
    const names = list.map((p) => p.name)
    expect(names).toEqual([...new Set(names)].toSorted())
  })

  it('leave out what only repeats another', () => {
    expect(shown).toHaveProperty('ExecStop')
    expect(shown).not.toHaveProperty('ExecStopEx')
    expect(listProperties({ ExecStopEx: [] }).map((p) => p.name)).toEqual(['ExecStopEx'])
  })

  it.each([
    ['Id', 'unit'],
    ['InvocationID', 'unit'],
    ['TriggeredBy', 'unit'],
    ['FreezerState', 'unit'],
    ['StateChangeTimestamp', 'unit'],
    ['KillMode', 'service'],
    ['ExecStop', 'service'],
    ['MainPID', 'service'],
    ['ControlGroup', 'service'],
    ['Environment', 'service'],
  ])('%s is of the %s', (name, section) => {
    expect(list.find((p) => p.name === name)?.section).toBe(section)
  })
})

describe('secrets', () => {
  it('of the environment', () => {
    expect(sayProperty('Environment', ['A=b', 'DB_PASSWORD=hunter2'])).toBe('A=b DB_PASSWORD=***')
  })

  it('of commands', () => {
    const start = [['/bin/x', ['/bin/x', '--token=hunter2'], false, 0n, 0n, 0n, 0n, 0, 0, 0]]
    expect(sayProperty('ExecStart', start)).toBe("/bin/x '--token=***'")
  })

  it.each(['SetCredential', 'SetCredentialEncrypted'])(
    'of %s, whatever they are called',
    (name) => {
      const bytes = Uint8Array.from([104, 117, 110])
      expect(
        sayProperty(name, [
          ['key', bytes],
          ['other', bytes],
        ]),
      ).toBe('key:*** other:***')
    },
  )
})

describe('single values', () => {
  it.each<readonly [string, unknown, string]>([
    ['TimeoutStopUSec', 90_000_000n, '90s'],
    ['TimeoutStopUSec', infinity, 'infinity'],
    ['WatchdogUSec', 0n, '0s'],
    ['CPUUsageNSec', infinity, '[not set]'],
    ['CPUUsageNSec', 1_500_000_000n, '1.5s'],
    ['StateChangeTimestamp', 0n, 'n/a'],
    ['StateChangeTimestamp', infinity, 'n/a'],
    ['StateChangeTimestampMonotonic', 2_000_000n, '2s'],
    ['KillSignal', 40, 'SIGRTMIN+6'],
    ['KillSignal', 0, '0'],
    ['KillSignal', -1, '-1'],
    ['UMask', 18, '0022'],
    ['GID', 33, '33'],
    ['GID', 4_294_967_295, '[not set]'],
    ['MemoryMax', infinity, 'infinity'],
    ['CPUWeight', infinity, '[not set]'],
    ['Job', [7, '/org/freedesktop/systemd1/job/7'], '7 /org/freedesktop/systemd1/job/7'],
    ['SystemCallFilter', [true, ['@system-service']], '@system-service'],
    ['SystemCallFilter', [false, []], ''],
    ['AppArmorProfile', [false, ''], ''],
    ['AppArmorProfile', [true, 'iguana'], '-iguana'],
    ['EnvironmentFiles', [['/etc/default/iguana', true]], '(/etc/default/iguana yes)'],
    ['CPUAffinity', Uint8Array.from([3]), '03'],
    ['Description', 'Iguana', 'Iguana'],
    ['Markers', [], ''],
    ['Nice', -5, '-5'],
    ['Perpetual', false, 'no'],
    ['Nothing', null, ''],
    ['Nothing', undefined, ''],
    ['Map', { a: 1, b: ['x'] }, 'a=1 b=x'],
  ])('%s', (name, value, text) => {
    expect(sayProperty(name, value)).toBe(text)
  })

  it('cannot move the cursor', () => {
    expect(sayProperty('Description', 'a\u001b[2Jb\nc')).toBe('a\\x1b[2Jb\\nc')
  })

  it('never fail, and stay on one line', () => {
    const names = fc.constantFrom(...Object.keys(sampleProperties))
    fc.assert(
      fc.property(names, fc.anything({ withBigInt: true, withTypedArray: true }), (name, value) => {
        expect(sayProperty(name, value)).not.toContain('\n')
      }),
      { numRuns: 1000 },
    )
  })
})
