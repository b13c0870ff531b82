import type { FakeProc } from '../fake-proc.ts'
import { statLine } from '../../parse/stat-line.ts'

/** A status file of a process or thread; what is not said is nothing special. */
export const statusText = (lines: Record<string, string> = {}): string =>
  Object.entries({
    Name: 'daemon',
    TracerPid: '0',
    Uid: '33\t33\t33\t33',
    NSpid: '1',
    SigPnd: '0000000000000000',
    ShdPnd: '0000000000000000',
    SigBlk: '0000000000000000',
    SigIgn: '0000000000000000',
    SigCgt: '0000000000004000',
    voluntary_ctxt_switches: '150',
    nonvoluntary_ctxt_switches: '5',
    ...lines,
  })
    .map(([key, value]) => `${key}:\t${value}\n`)
    .join('')

export const ioText =
  'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 0\n'

/** What a thread is made of beside its stat line. */
export interface FakeThread {
  readonly state?: string
  readonly comm?: string
  readonly userTicks?: number
  readonly status?: Record<string, string>
  readonly wchan?: string
  readonly syscall?: string
}

/** `read` of a descriptor, as x86-64 has it. */
export const reading = (fd: number): string =>
  `0 0x${fd.toString(16)} 0x1 0x2 0x0 0x0 0x0 0x7ffd60b18ee8 0x7f7f8e5cff3e\n`

export function writeThread(
  proc: FakeProc,
  pid: number,
  tid: number,
  thread: FakeThread = {},
): void {
  const folder = `${pid}/task/${tid}`
  const { state = 'S', comm = 'daemon', userTicks = 0 } = thread
  proc.write(`${folder}/stat`, statLine({ pid: tid, comm, state, userTicks }))
  proc.write(`${folder}/status`, statusText(thread.status))
  proc.write(`${folder}/wchan`, thread.wchan ?? 'do_poll')
  proc.write(`${folder}/syscall`, thread.syscall ?? 'running\n')
  proc.write(`${folder}/stack`, '[<0>] do_poll+0x1/0x2\n')
}

/** A whole process with one thread, and with files by their links. */
export function writeProcess(
  proc: FakeProc,
  pid: number,
  of: FakeThread & {
    readonly parentPid?: number
    readonly startTicks?: number
    readonly status?: Record<string, string>
    readonly files?: Readonly<Record<number, string>>
    readonly fdinfo?: Readonly<Record<number, string>>
  } = {},
): void {
  const { comm = 'daemon', state = 'S', parentPid = 1, startTicks = 5000 } = of
  proc.add({ pid, comm, state, parentPid, startTicks, status: statusText(of.status) })
  writeThread(proc, pid, pid, of)
  proc.write(`${pid}/io`, ioText)
  proc.link(`${pid}/cwd`, '/')
  proc.write(`${pid}/fd/.keep`, '')
  proc.delete(`${pid}/fd/.keep`)
  for (const [fd, target] of Object.entries(of.files ?? {})) {
    proc.link(`${pid}/fd/${fd}`, target)
    proc.write(`${pid}/fdinfo/${fd}`, of.fdinfo?.[Number(fd)] ?? 'pos:\t0\nflags:\t02\n')
  }
  proc.link(`${pid}/ns/mnt`, 'mnt:[1]')
  proc.link(`${pid}/ns/net`, 'net:[1]')
  proc.write(`${pid}/mountinfo`, mountinfo)
}

/** A disk, a file server below it, and a disk below that one. */
export const mountinfo = [
  '27 1 254:0 / / rw - ext4 /dev/vda1 rw',
  '40 27 0:52 / /srv/data rw - nfs4 10.0.0.8:/export rw,hard',
  '41 40 8:1 / /srv/data/local rw - ext4 /dev/sda1 rw',
  '42 27 8:17 / /var/db rw - xfs /dev/sdb1 ro',
  '43 27 0:5 / /proc rw - proc proc rw',
].join('\n')
