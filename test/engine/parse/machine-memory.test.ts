import { describe, expect, it } from 'vitest'
import { parseMemoryLook } from '../../../electron/engine/parse/machine-memory.ts'

const text = `MemTotal:       16303428 kB
MemFree:         1029384 kB
MemAvailable:    9003212 kB
ShmemHugePages:        0 kB
Shmem:            203112 kB
`

describe('the memory of a machine', () => {
  it('is read in bytes, with its lines', () => {
    expect(parseMemoryLook(text)).toEqual({
      totalBytes: 16303428 * 1024,
      availableBytes: 9003212 * 1024,
      sharedBytes: 203112 * 1024,
      lines: ['MemAvailable:    9003212 kB', 'Shmem:            203112 kB'],
    })
  })
  it.each(['MemTotal', 'MemAvailable', 'Shmem'])('is not known without %s', (key) => {
    expect(parseMemoryLook(text.replace(`${key}:`, 'Other:'))).toBeNull()
  })
  it.each(['', 'MemTotal: -5 kB', text.replaceAll('kB', 'MB')])('is not known of %j', (other) => {
    expect(parseMemoryLook(other)).toBeNull()
  })
})
