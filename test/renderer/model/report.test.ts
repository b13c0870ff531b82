import { describe, expect, it } from 'vitest'
import { reportText } from '../../../renderer/model/report.ts'
import { sceneHost } from '../../fakes/scenes.ts'
import { kamailioMembers, sceneMember } from '../../fakes/scene-rows.ts'
import { makeRunView } from '../../fakes/scene-runs.ts'
import { makeUnitRunView } from '../../fakes/scene-unit-runs.ts'

const now = Date.UTC(2026, 2, 22, 3, 13, 0)
const report = reportText(makeRunView('killed', now, kamailioMembers()), sceneHost(now))

describe('the report of a run', () => {
  it.each([
    ['the machine', 'Stop of kamailio on sip-edge-03'],
    ['the outcome', 'kamailio is down; force was needed.'],
    ['the schedule', 'schedule stop/30/ask/KILL/5'],
    ['what was sent', 'SIGTERM to 4698, sent'],
    ['the force', 'SIGKILL to 4698, sent'],
    ['who left by itself', 'rtpp-notify.sh  left after'],
    ['who was killed', 'kamailio  killed after'],
    ['why each belonged', '(named by /run/kamailio/kamailio.pid)'],
    ['the advice with its reasons', 'Advice: Try a restart'],
    ['what speaks for a reboot', 'a reboot is recommended'],
  ])('says %s', (_what, words) => {
    expect(report).toContain(words)
  })
  it('says that nothing was sent where nothing was', () => {
    expect(reportText(makeRunView('already-stopped', now, []), null)).toContain('Sent\n  nothing')
  })
  it('says who is still there, and who was kept', () => {
    const kept = sceneMember(2, 'job', { kept: 'KillMode=process' })
    const members = [kept, sceneMember(1, 'stays'), sceneMember(3, 'a'), sceneMember(4, 'b')]
    const text = reportText(makeRunView('waiting', now, members), null)
    expect(text).toContain('stays  still here')
    expect(text).toContain('job  kept: KillMode=process')
  })
  it('stays on its lines whatever a process is called', () => {
    const text = reportText(makeRunView('waiting', now, [sceneMember(1, 'a\nb\u001b[31m')]), null)
    expect(text).toContain('a\\nb\\x1b[31m')
  })
})

it('of a unit says how systemd says it stands, and who forced it', () => {
  const text = reportText(makeUnitRunView('unit-timeout', 0), null)
  expect(text).toMatch(/Unit kamailio\.service: failed \(failed\), .*longer than systemd allows/)
  expect(text).toContain('  forced by systemd, not by Quiesce')
})

it('of a unit that was left names the deadline that stays', () => {
  const text = reportText(makeUnitRunView('unit-abandoned', 0), null)
  expect(text).toMatch(/systemd sends SIGKILL by itself at \d\d:\d\d:\d\d \(TimeoutStopSec=90s/)
})
