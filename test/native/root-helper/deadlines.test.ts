/** The files by which the root helper moves a deadline. systemd itself is a stand-in here. */
import { describe, expect, it } from 'vitest'
import {
  deadlineDropIn,
  tidyUnitText,
} from '../../../electron/engine/decide/unit/deadline-drop-in.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { RootHelper } from './root-helper.ts'

const fake = `${PrivateHost.checkout}/test/native/root-helper/fake-systemctl.sh`
const hostOf = usePlainHost(
  async (host) => {
    await host.run(['mkdir', '-p', '/run/systemd/system', '/opt/world/units', '/run/fake'])
    await host.run(['bash', fake, 'install'])
  },
  ['plainHost', 'native'],
)

/** What systemd says of a unit that got its last signal ten seconds ago. */
function writeUnit(
  host: PlainHost,
  name: string,
  changes: Readonly<Record<string, string>> = {},
): void {
  const uptime = Math.floor(Number(host.readFile('/proc/uptime')?.split(' ')[0]))
  const properties = {
    Id: name,
    LoadState: 'loaded',
    ActiveState: 'deactivating',
    SubState: 'stop-sigterm',
    NeedDaemonReload: 'no',
    DropInPaths: '',
    StateChangeTimestampMonotonic: String((uptime - 10) * 1_000_000),
    TimeoutStopUSec: '1min 30s',
    TimeoutAbortUSec: '1min 30s',
    TimeoutStopFailureMode: 'terminate',
    NotifyAccess: 'none',
    OnSuccessJobMode: 'fail',
    OnFailureJobMode: 'replace',
    ...changes,
  }
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}`)
  host.writeFile(`/opt/world/units/${name}`, `${lines.join('\n')}\n`)
}

const folder = '/run/systemd/system'
const filesOf = (unit: string) => ({
  dropIn: `${folder}/${unit}.d/zzzz-quiesce.conf`,
  tidy: `${folder}/quiesce-tidy-${unit}`,
})

/** Names with what has to be escaped in a unit file. */
const units = ['plain.service', 'a\\x2db@c:d.service']

describe('a deadline that is moved', () => {
  it.each(units)('of %s has the two files of the engine, and loses them again', async (unit) => {
    const host = hostOf()
    writeUnit(host, unit)
    const { dropIn, tidy } = filesOf(unit)
    const helper = await RootHelper.start(host, 'deadlines')
    expect(await helper.ask(`move 1 ${unit} 600 run-1`)).toBe('moved 1')
    const times = { timeoutStopSec: '600000ms', timeoutAbortSec: null }
    const tidyUnit = `quiesce-tidy-${unit}`
    expect(host.readFile(dropIn)).toBe(
      deadlineDropIn({ path: dropIn, run: 'run-1', tidyUnit, ...times }),
    )
    expect(host.readFile(tidy)).toBe(tidyUnitText({ dropIn, path: tidy, run: 'run-1' }))
    expect(await host.run(['stat', '-c', '%a %U', dropIn, tidy, `${folder}/${unit}.d`])).toBe(
      '644 root\n644 root\n755 root\n',
    )

    expect(await helper.ask(`move 2 ${unit} 599 run-1`)).toMatch(/^refused 2 earlier /)
    expect(await helper.ask(`move 3 ${unit} 700 run-2`)).toBe('moved 3')
    expect(host.readFile(dropIn)).toContain('TimeoutStopSec=700000ms\n')
    expect(await helper.ask(`back 4 ${unit}`)).toMatch(/^refused 4 stopping /)
    expect(host.readFile(dropIn)).toContain('run-2')
    writeUnit(host, unit, { ActiveState: 'inactive', SubState: 'dead' })
    expect(await helper.ask(`back 5 ${unit}`)).toBe('taken-back 5')
    expect(await helper.ask(`back 6 ${unit}`)).toBe('taken-back 6')
    expect(host.readFolder(folder)).toEqual([])
    const reload = `'--system' '--no-ask-password' 'daemon-reload'\n`
    expect(host.readFile('/run/fake/reloads')).toBe(reload.repeat(3))
    await host.run(['rm', '/run/fake/reloads'])
    await helper.end()
  })

  it('is taken back by ExecStopPost= where no unit can do it, and keeps the other timeout', async () => {
    const host = hostOf()
    const unit = 'old.service'
    writeUnit(host, unit, { OnSuccessJobMode: 'isolate', TimeoutStopFailureMode: 'abort' })
    const { dropIn } = filesOf(unit)
    const helper = await RootHelper.start(host, 'deadlines')
    expect(await helper.ask(`move 1 ${unit} 86400 run-1`)).toBe('moved 1')
    const times = { timeoutStopSec: '86400000ms', timeoutAbortSec: '90000ms' }
    expect(host.readFile(dropIn)).toBe(deadlineDropIn({ path: dropIn, run: 'run-1', ...times }))
    expect(host.readFile(filesOf(unit).tidy)).toBe(null)
    await host.run(['rm', '-r', `${folder}/${unit}.d`])
    await helper.end()
  })

  it('moves the timer that runs: that of a stop that is aborted', async () => {
    const host = hostOf()
    const unit = 'aborted.service'
    writeUnit(host, unit, { SubState: 'stop-watchdog', TimeoutStopUSec: '1.500s' })
    const helper = await RootHelper.start(host, 'deadlines')
    expect(await helper.ask(`move 1 ${unit} 120 run-1`)).toBe('moved 1')
    expect(host.readFile(filesOf(unit).dropIn)).toContain(
      'TimeoutStopSec=1500ms\nTimeoutAbortSec=120000ms\n',
    )
    await host.run(['rm', '-r', `${folder}/${unit}.d`, filesOf(unit).tidy])
    await helper.end()
  })

  it('is moved a day away where the service may have asked for more time itself', async () => {
    const host = hostOf()
    const unit = 'asks.service'
    writeUnit(host, unit, { NotifyAccess: 'main' })
    const helper = await RootHelper.start(host, 'deadlines')
    expect(await helper.ask(`move 1 ${unit} 160 run-1`)).toBe('moved 1')
    expect(host.readFile(filesOf(unit).dropIn)).toContain('TimeoutStopSec=86400000ms\n')
    await host.run(['rm', '-r', `${folder}/${unit}.d`, filesOf(unit).tidy])
    await helper.end()
  })

  it('has its files taken back where the stop was over before systemd read them', async () => {
    const host = hostOf()
    const unit = 'late.service'
    writeUnit(host, unit)
    const over = `sed -i 's/=deactivating/=inactive/; s/=stop-sigterm/=dead/' /opt/world/units/${unit}`
    host.writeFile('/run/fake/after-reload', `#!/bin/sh\n${over}\n`, 0o755)
    const helper = await RootHelper.start(host, 'deadlines')
    expect(await helper.ask(`move 1 ${unit} 600 run-1`)).toMatch(/^refused 1 idle /)
    expect(host.readFolder(folder)).toEqual([])
    await host.run(['rm', '/run/fake/after-reload'])
    await helper.end()
  })

  it('goes on where a crash left a drop-in that nobody has read', async () => {
    const host = hostOf()
    const unit = 'crashed.service'
    writeUnit(host, unit, { NeedDaemonReload: 'yes' })
    const { dropIn } = filesOf(unit)
    host.writeFile(dropIn, '[Service]\nTimeoutStopSec=1ms\n')
    host.writeFile(`${folder}/${unit}.d/.zzzz-quiesce.conf.left`, 'half')
    const helper = await RootHelper.start(host, 'deadlines')
    // Somebody else's edit is in the way still, and what nobody has read is gone.
    expect(await helper.ask(`move 1 ${unit} 600 run-1`)).toMatch(/^refused 1 edited /)
    expect(host.readFolder(folder)).toEqual([])
    await helper.end()
  })
})
