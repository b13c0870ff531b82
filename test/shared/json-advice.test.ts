import { describe, expect, it } from 'vitest'
import {
  adviceResult,
  rebootPlanResult,
  rebootResult,
  reportResult,
} from '../../shared/json-advice.ts'

const base = { type: 'result', exitStatus: 0, error: null } as const
const advice = {
  level: 'reboot-recommended',
  sentence: 'A reboot is recommended.',
  reasons: ['libc6 asked for a reboot.'],
  aboutReboot: 'It would cure this.',
  findings: [
    {
      rule: 'reboot-asked-for',
      level: 'reboot-recommended',
      sentence: 'libc6 asked for a reboot.',
      evidence: [{ source: '/run/reboot-required.pkgs', line: 'libc6' }],
      changesMind: 'The file goes.',
    },
  ],
  checked: [{ what: 'An oops of the kernel', answer: 'none' }],
}
const plan = {
  advice,
  hostName: 'db1',
  services: [{ target: 'nginx.service', title: 'nginx', note: '4 processes' }],
  people: [{ user: 'ops', where: 'pts/0', since: null }],
  inhibitors: [{ who: 'apt', user: 'root', why: 'upgrading', mode: 'block' }],
  runs: [],
  scheduled: { at: 1_700_000_000_000, type: 'reboot' },
  refusal: null,
}

describe('the lines of advice, reboot and report', () => {
  const lines = [
    ['advice', adviceResult, { ...base, command: 'advice', advice }],
    ['a plan', rebootPlanResult, { ...base, command: 'reboot', plan }],
    ['a reboot', rebootResult, { ...base, command: 'reboot', sentence: 'Planned.', at: 1 }],
    ['a report', reportResult, { ...base, command: 'report', run: 'r-1', markdown: '# Stop' }],
  ] as const
  it.each(lines)('%s is what the schema says', (_name, schema, line) => {
    expect(schema.parse(line)).toEqual(line)
  })
  it.each(lines)('%s with a field that nobody described is noticed', (_name, schema, line) => {
    expect(schema.safeParse({ ...line, more: true }).success).toBe(false)
  })
  it('advice without rules is as it was', () => {
    const bare = { ...advice, findings: undefined, checked: undefined }
    expect(adviceResult.safeParse({ ...base, command: 'advice', advice: bare }).success).toBe(true)
  })
  it('a level that does not exist is refused', () => {
    const line = { ...base, command: 'advice', advice: { ...advice, level: 'panic' } }
    expect(adviceResult.safeParse(line).success).toBe(false)
  })
})
