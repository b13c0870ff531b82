/** The kernel's own words on its faults, as it wrote them, through the reader of its log. */
import { describe, expect, it } from 'vitest'
import {
  findFaults,
  readKernelFaults,
  type Step,
} from '../../../electron/engine/advice/kernel-log.ts'
import { adviseMachine } from '../../../electron/engine/decide/advice/advise.ts'
import type { MachineFacts } from '../../../electron/engine/decide/advice/facts.ts'
import { knownOr } from '../../../shared/unknown.ts'
import { makeMachine } from '../decide/advice/make-facts.ts'

/** A task that hangs on a dead file server, as Linux 6.1 tells of it (kernel/hung_task.c). */
const hungTask = [
  '3,1402,5200871233,-;INFO: task cp:4711 blocked for more than 120 seconds.',
  '3,1403,5200871240,-;      Not tainted 6.1.0-21-amd64 #1 Debian 6.1.90-1',
  '3,1404,5200871243,-;"echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.',
  '6,1405,5200871247,-;task:cp              state:D stack:0     pid:4711  ppid:4000   flags:0x00004006',
  '6,1406,5200871251,-;Call Trace:',
  '6,1407,5200871252,-; <TASK>',
  '6,1408,5200871255,-; __schedule+0x34d/0x9e0',
  '6,1409,5200871260,-; rpc_wait_bit_killable+0x11/0x70 [sunrpc]',
]
/** A driver that follows a null pointer, as Linux 6.1 tells of it (arch/x86/mm/fault.c). */
const oops = [
  '1,903,812004410,-;BUG: kernel NULL pointer dereference, address: 0000000000000010',
  '1,904,812004418,-;#PF: supervisor read access in kernel mode',
  '1,905,812004420,-;#PF: error_code(0x0000) - not-present page',
  '4,906,812004425,-;Oops: 0000 [#1] PREEMPT SMP PTI',
  '4,907,812004431,-;CPU: 2 PID: 733 Comm: kworker/2:1 Not tainted 6.1.0-21-amd64 #1  Debian 6.1.90-1',
  '4,908,812004440,-;RIP: 0010:usb_hcd_unlink_urb+0x2c/0xa0 [usbcore]',
]
const lockup = [
  '0,2201,91000000001,-;watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:3:8812]',
  '4,2202,91000000009,-;Modules linked in: xt_conntrack nf_conntrack',
]
const quiet = [
  '5,0,0,-;Linux version 6.1.0-21-amd64 (debian-kernel@lists.debian.org)',
  '6,700,2100000,-;EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.',
  '4,701,2100100,-;ACPI BIOS Error (bug): Could not resolve symbol [\\_SB.PCI0]',
  ' SUBSYSTEM=acpi',
]

/** The log as the kernel gives it: one record a read; `lost` stands for records overwritten meanwhile. */
function logOf(records: readonly string[]): () => Step {
  const left = [...records]
  return () => {
    const record = left.shift()
    if (record === undefined) return 'end'
    return record === 'lost' ? 'again' : { record: `${record}\n` }
  }
}
const advise = async (records: readonly string[], more: Partial<MachineFacts> = {}) => {
  const kernelLines = await findFaults(logOf(records))
  return adviseMachine(makeMachine({ kernelLines, ...more }))
}

describe('the kernel’s log of faults', () => {
  it('is the lines that speak of one, of what the kernel wrote itself', async () => {
    const spoof = '12,9999,1,-;BUG: kernel NULL pointer dereference, address: 0'
    const lines = await findFaults(logOf([...quiet, spoof, 'lost', ...oops, ...hungTask]))
    expect(lines).toEqual([
      expect.stringContaining('ACPI BIOS Error (bug)') as unknown,
      '[  812.004410] BUG: kernel NULL pointer dereference, address: 0000000000000010',
      '[  812.004425] Oops: 0000 [#1] PREEMPT SMP PTI',
      '[ 5200.871233] INFO: task cp:4711 blocked for more than 120 seconds.',
    ])
  })
  it.each([
    ['a quiet machine', quiet, 'none', null],
    ['an oops', oops, 'reboot-recommended', 'kernel-oops'],
    ['a lockup', lockup, 'reboot-recommended', 'kernel-lockup'],
  ])('of %s makes the advice', async (_name, records, level, rule) => {
    const advice = await advise(records)
    expect([advice.level, advice.findings?.[0]?.rule ?? null]).toEqual([level, rule])
  })
  it('recommends a reboot for a task only while it hangs', async () => {
    const sleepers = new Set([4711])
    const hangs = await advise(hungTask, { sleepers })
    expect(hangs.findings?.[0]).toMatchObject({
      rule: 'hung-task',
      evidence: [{ source: '/dev/kmsg' }, { source: '/proc/4711/stat' }],
    })
    expect((await advise(hungTask)).level).toBe('none')
  })
  it('ends after so many records, however fast they come', async () => {
    const endless = (): Step => ({ record: '6,1,1,-;nothing\n' })
    expect(await findFaults(endless)).toEqual([])
  })
  it('is unknown where there is none', async () => {
    const none = await readKernelFaults('/nowhere/kmsg')
    expect(knownOr(none, null)).toBeNull()
  })
})
