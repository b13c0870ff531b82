import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProcSigns, type ProcSigns } from '../../../electron/engine/copies/proc-signs.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'

let root = ''
let signs: ProcSigns
const line = (local: string, state: string, inode: number): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-signs-'))
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('100/status', 'Name:\tiguana\nvoluntary_ctxt_switches:\t41\n')
  write('100/fd/0', '')
  write('200/status', 'Name:\told\n')
  const tables =
    line('0200007F:0035', '0A', 5) + line('3500007F:0035', '0A', 6) + line('0100007F:0035', '01', 7)
  write('self/net/tcp', `  sl  local_address\n${tables}`)
  write('sys/net/ipv4/ip_local_port_range', '32768\t60999\n')
  signs = createProcSigns(createProcReader(root))
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

describe('createProcSigns', () => {
  it('counts how often a process went to sleep, or does not know', () => {
    expect([100, 200, 300].map((pid) => signs.switches(pid))).toEqual([41, null, null])
  })
  it('tells whose open files can be seen', () => {
    expect([100, 200].map((pid) => signs.seesFilesOf(pid))).toEqual([true, false])
  })
  it('names the addresses at which somebody waits, not those of connections', () => {
    expect(signs.addressesAt(53)).toEqual(['127.0.0.2', '127.0.0.53'])
    expect(signs.addressesAt(54)).toEqual([])
  })
  it.each([
    [32_767, false],
    [32_768, true],
    [60_999, true],
    [61_000, false],
  ])('knows whether port %i is one that the kernel lends', (port, lent) => {
    expect(signs.isLent(port)).toBe(lent)
    expect(createProcSigns(createProcReader('/nowhere')).isLent(port)).toBe(false)
  })
})
