/** What a machine can look like without any run, with what is expected of its advice. */
import type { MachineFacts, RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import { parseTainted } from '../../../../electron/engine/parse/kernel-taint.ts'
import type { AdviceLevel } from '../../../../shared/advice.ts'
import { unknown } from '../../../../shared/unknown.ts'

export interface Situation {
  readonly says: string
  readonly end?: Partial<RunFacts>
  readonly machine?: Partial<MachineFacts>
  readonly level: AdviceLevel
  /** Rules that speak, the heaviest first. */
  readonly rules: readonly string[]
  /** What the first of them says. */
  readonly sentence?: RegExp
}

export const zombie = {
  pid: 7,
  name: 'helper',
  parentPid: 1,
  parentName: 'init',
  line: '7 (helper) Z 1',
  spanMs: 5200,
}
export const stale = {
  pid: 40,
  name: 'nginx',
  unit: 'nginx.service',
  mappings: [
    {
      path: '/usr/lib/libssl.so.3',
      line: '7f00-7f01 r-xp 0 08:01 9 /usr/lib/libssl.so.3 (deleted)',
    },
  ],
}
export const tainted = (mask: number): Partial<MachineFacts> => ({
  tainted: parseTainted(String(mask)) ?? [],
})
export const bit = (letter: string): number => 2 ** 'PFSRMBUDAWCIOELKXTN'.indexOf(letter)
const frozen = (state: string) => ({
  unit: 'a.service',
  state,
  folder: '/sys/fs/cgroup/a.service',
  lines: ['frozen 1'],
})
const hungLine = '[  999.000000] INFO: task daemon-100:100 blocked for more than 120 seconds.'

export const machineSituations: readonly Situation[] = [
  { says: 'a machine in order', machine: {}, level: 'none', rules: [] },
  {
    says: 'init does not reap for 5 s',
    machine: { zombies: [zombie] },
    level: 'reboot-recommended',
    rules: ['init-does-not-reap'],
  },
  {
    says: 'init has not reaped for 1 s',
    machine: { zombies: [{ ...zombie, spanMs: 1000 }] },
    level: 'none',
    rules: [],
  },
  {
    says: 'another parent does not reap',
    machine: { zombies: [{ ...zombie, parentPid: 50, parentName: 'runner' }] },
    level: 'try-restart',
    rules: ['parent-does-not-reap'],
  },
  {
    says: 'taint D',
    machine: tainted(bit('D')),
    level: 'reboot-recommended',
    rules: ['kernel-died'],
  },
  {
    says: 'taint W alone: a driver warned months ago',
    machine: tainted(bit('W')),
    level: 'none',
    rules: ['kernel-warned'],
  },
  {
    says: 'taint W beside an oops',
    machine: tainted(bit('W') + bit('D')),
    level: 'reboot-recommended',
    rules: ['kernel-died', 'kernel-warned'],
  },
  {
    says: 'taint W beside a task that hangs',
    machine: { ...tainted(bit('W')), kernelLines: [hungLine], sleepers: new Set([100]) },
    level: 'reboot-recommended',
    rules: ['hung-task', 'kernel-warned'],
  },
  {
    says: 'an oops of the host, in a container',
    machine: { ...tainted(bit('D') + bit('W')), inContainer: true },
    level: 'none',
    rules: ['host-kernel-died', 'kernel-warned'],
  },
  {
    says: 'an init that does not reap, in a container',
    machine: { zombies: [zombie], inContainer: true },
    level: 'reboot-recommended',
    rules: ['init-does-not-reap'],
  },
  {
    says: 'taint M: perhaps a corrected event',
    machine: tainted(bit('M')),
    level: 'none',
    rules: ['machine-check'],
  },
  {
    says: 'taint B',
    machine: tainted(bit('B')),
    level: 'reboot-required',
    rules: ['kernel-bad-page'],
  },
  {
    says: 'taint L',
    machine: tainted(bit('L')),
    level: 'reboot-recommended',
    rules: ['soft-lockup'],
  },
  {
    says: 'taints P O E C X K: where modules come from',
    machine: tainted(['P', 'O', 'E', 'C', 'X', 'K'].reduce((sum, letter) => sum + bit(letter), 0)),
    level: 'none',
    rules: [],
  },
  {
    says: 'taints B and D: the heaviest first',
    machine: tainted(bit('B') + bit('D')),
    level: 'reboot-required',
    rules: ['kernel-bad-page', 'kernel-died'],
  },
  {
    says: 'an oops in the log',
    machine: { kernelLines: ['[ 12.0] BUG: kernel NULL pointer dereference, address: 0'] },
    level: 'reboot-recommended',
    rules: ['kernel-oops'],
  },
  {
    says: 'a lockup in the log',
    machine: { kernelLines: ['[ 12.0] watchdog: BUG: soft lockup - CPU#1 stuck for 22s!'] },
    level: 'reboot-recommended',
    rules: ['kernel-lockup'],
  },
  {
    says: 'a hung task that still hangs',
    machine: { kernelLines: [hungLine], sleepers: new Set([100]) },
    level: 'reboot-recommended',
    rules: ['hung-task'],
  },
  {
    says: 'a hung task that got over it',
    machine: { kernelLines: [hungLine] },
    level: 'none',
    rules: [],
  },
  {
    says: 'the log of the kernel cannot be read',
    machine: { kernelLines: unknown('permission denied') },
    level: 'none',
    rules: [],
  },
  // test/live/systemd/second-copy.test.ts shows the second one of a real systemd. systemd ends with
  // an empty cgroup or thaws, so that the first needs somebody who froze what KillMode= left.
  {
    says: 'a frozen unit that counts as dead',
    machine: { frozen: [frozen('failed')] },
    level: 'try-restart',
    rules: ['frozen-but-dead'],
    sentence: /\(`echo 0 > \/sys\/fs\/cgroup\/a\.service\/cgroup\.freeze`\)/,
  },
  {
    says: 'a frozen unit on its way down, which systemd does not thaw by that name',
    machine: { frozen: [frozen('deactivating')] },
    level: 'try-restart',
    rules: ['frozen-but-dead'],
    sentence: /\(`systemctl stop a\.service`\)/,
  },
  {
    says: 'a service with a replaced library',
    machine: { stale: [stale] },
    level: 'try-restart',
    rules: ['old-code'],
  },
  {
    says: 'pid 1 with a replaced library',
    machine: { stale: [{ ...stale, pid: 1, name: 'systemd', unit: null }] },
    level: 'reboot-recommended',
    rules: ['init-runs-old-code'],
  },
  {
    says: 'a package asks for a reboot',
    machine: { rebootRequired: { line: '*** System restart required ***', packages: ['libc6'] } },
    level: 'reboot-recommended',
    rules: ['reboot-asked-for'],
  },
  {
    says: 'a newer kernel is installed',
    machine: { installed: ['6.1.0-21-amd64', '6.1.0-22-amd64'] },
    level: 'reboot-recommended',
    rules: ['newer-kernel'],
  },
  {
    says: 'a newer kernel of another flavour',
    machine: { installed: ['6.1.0-21-amd64', '6.1.0-22-rt-amd64'] },
    level: 'none',
    rules: [],
  },
  {
    says: 'the root file system became read-only',
    machine: { readOnlyRoot: '25 1 8:1 / / ro - ext4 /dev/sda1 ro,errors=remount-ro' },
    level: 'reboot-recommended',
    rules: ['read-only-root'],
  },
]
