/** A sleep in the kernel is ended at its other side alone: words, and true ones. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import { oneProcess } from './build-facts.ts'
import { plainFile } from './build-parts.ts'
import { offered } from './offered.ts'

describe('what stands in the kernel', () => {
  it.each([
    [
      'nfs_file_fsync',
      { mountPoint: '/data', type: 'nfs4', source: 'srv:/x', device: 51 },
      'umount -f /data',
    ],
    [
      'percpu_rwsem_wait',
      { mountPoint: '/srv', type: 'ext4', source: '/dev/loop0', device: 2049 },
      'fsfreeze -u /srv',
    ],
    [
      'request_wait_answer',
      { mountPoint: '/mnt/f', type: 'fuse.sshfs', source: 'me@srv:', device: 52 },
      '/sys/fs/fuse/connections',
    ],
  ])('%s is freed at its other side', (wchan, mount, words) => {
    const files = [plainFile(3, `${mount.mountPoint}/file`, { device: mount.device })]
    const facts = oneProcess(
      { row: { state: 'D' }, threads: [{ call: ['write', 3], wchan }], files },
      { more: { mounts: [mount] } },
    )
    const [only] = offered(facts, 'by-hand')
    expect(only?.remedy.label).toBe(`Free ${mount.mountPoint}`)
    expect(only?.remedy.says).toContain(words)
  })

  it('says that SIGKILL would end a killable sleep, and that a pending one did not', () => {
    const killable = { row: { state: 'D' }, threads: [{ wchan: 'rpc_wait_bit_killable' }] } as const
    expect(offered(oneProcess(killable), 'by-hand')[0]?.remedy.says).toContain(
      'SIGKILL would end it',
    )
    const [verdict] = diagnose(oneProcess({ ...killable, masks: { pending: [9] } })).diagnosis
      .findings
    expect(verdict?.sentence).toContain('SIGKILL is pending, and cannot end it')
  })
})
