/** A daemon that waits for somebody who stands still: a stopped log daemon, above all. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { makeFacts, makeProcess, withSocket, type SampleWish } from './build-facts.ts'
import { socketFile } from './build-parts.ts'

const logSocket = {
  protocol: 'unix',
  state: 'CONNECTED',
  localAddress: '',
  localPort: 0,
  remoteAddress: '/dev/log',
  remotePort: 0,
  peer: { pid: 812, name: 'rsyslogd' },
} as const

/** sshd in sendto on the log socket, which rsyslogd reads in this state. */
const blockedOnLog = (reader: SampleWish): DiagnosisFacts =>
  makeFacts({
    processes: [
      makeProcess({ threads: [{ call: ['sendto', 5] }], files: [socketFile(5)] }),
      makeProcess({ pid: 812, member: false, ...reader }),
    ],
    ...withSocket(logSocket),
  })

describe('a daemon that writes to a log daemon', () => {
  it.each<[string, SampleWish, string]>([
    ['is stopped', { row: { state: 'T' } }, ', which is stopped,'],
    ['a tracer holds', { row: { state: 't' } }, ', which a tracer holds,'],
    ['sleeps in the kernel', { row: { state: 'D' } }, ', which sleeps in the kernel,'],
    ['is frozen', { frozen: true }, ', which is frozen,'],
    ['is only slow', {}, ''],
  ])('that %s', (_, reader, words) => {
    const [first] = diagnose(blockedOnLog(reader)).diagnosis.findings
    expect(first?.sentence.replaceAll('\u00a0', ' ')).toBe(
      `daemon100 (100) waits to write to rsyslogd (812)${words} through the Unix socket /dev/log, for at least 2 s already.`,
    )
    expect([first?.code, first?.certainty]).toEqual(['waits-for-process', 'likely'])
  })

  it('is helped by a SIGCONT to one that is stopped, first of all', () => {
    const { diagnosis, actions } = diagnose(blockedOnLog({ row: { state: 'T' } }))
    const [remedy] = diagnosis.findings[0]?.remedies ?? []
    expect(remedy?.kind).toBe('continue')
    expect(actions.get(remedy?.id ?? '')).toMatchObject({
      kind: 'continue',
      targets: [{ pid: 812 }],
    })
    expect(diagnose(blockedOnLog({})).diagnosis.findings[0]?.remedies[0]?.kind).toBe('wait')
  })
})
