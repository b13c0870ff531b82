import { describe, expect, it } from 'vitest'
import {
  parseMessageQueues,
  parseSemaphoreSets,
  parseSharedMemory,
} from '../../../electron/engine/parse/sysv-ipc.ts'

const shmHead =
  '       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap'
const semHead =
  '       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime'
const msgHead =
  '       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime      ctime'
const shm =
  '         9          4   600                    56 18642 11763      0   101   104   102   104 1795320329 1795320330 1795319866                  4096                     0'

describe('shared memory', () => {
  it('is read as the kernel prints it', () => {
    expect(parseSharedMemory(`${shmHead}\n${shm}\n`)).toEqual([
      {
        key: 9,
        id: 4,
        uid: 101,
        creatorUid: 102,
        changedAt: 1_795_319_866_000,
        bytes: 56,
        creatorPid: 18642,
        lastPid: 11763,
        attached: 0,
        usedAt: 1_795_320_330_000,
      },
    ])
  })
  it('has negative keys, large ids, and more than 2 GiB', () => {
    const line = shm
      .replace('         9', '-559038737')
      .replace(' 4   600                    56', ' 2147483647   600         8589934592')
    expect(parseSharedMemory(`${shmHead}\n${line}`)).toMatchObject([
      { key: -559_038_737, id: 2_147_483_647, bytes: 8_589_934_592 },
    ])
  })
  it('is read by names: an older kernel has no rss and swap', () => {
    const head = shmHead.replace(/\s+rss\s+swap/, '')
    const line = shm.replace(/\s+4096\s+0$/, '')
    expect(parseSharedMemory(`${head}\n${line}`)).toMatchObject([{ id: 4, attached: 0 }])
  })
  it.each([
    ['nothing', ''],
    ['a head alone', shmHead],
    ['another head', `${semHead}\n${shm}`],
    ['a short line', `${shmHead}\n${shm.slice(0, 60)}`],
    ['a word', `${shmHead}\n${shm.replace('18642', 'x')}`],
    ['no line of numbers', `${shmHead}\n\n\n`],
  ])('is none in %s', (_, text) => {
    expect(parseSharedMemory(text)).toEqual([])
  })
})

describe('semaphores', () => {
  it('are read in sets', () => {
    const line =
      '         0          7   600         17   101   104   101   104          0 1795319866'
    expect(parseSemaphoreSets(`${semHead}\n${line}`)).toEqual([
      {
        key: 0,
        id: 7,
        uid: 101,
        creatorUid: 101,
        changedAt: 1_795_319_866_000,
        semaphores: 17,
        usedAt: 0,
      },
    ])
  })
  it('are no shared memory', () => {
    expect(parseSemaphoreSets(`${shmHead}\n${shm}`)).toEqual([])
  })
})

describe('message queues', () => {
  it('are read with who sent and who received last', () => {
    const line =
      ' 305419896         65538   644          12          3   700   701   101   104   101   104 1795319860 1795319861 1795319850'
    expect(parseMessageQueues(`${msgHead}\n${line}`)).toEqual([
      {
        key: 305_419_896,
        id: 65_538,
        uid: 101,
        creatorUid: 101,
        changedAt: 1_795_319_850_000,
        messages: 3,
        lastSenderPid: 700,
        lastReceiverPid: 701,
        usedAt: 1_795_319_861_000,
      },
    ])
  })
  it('are none in an empty table', () => {
    expect(parseMessageQueues(msgHead)).toEqual([])
  })
})
