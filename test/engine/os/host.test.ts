import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { readHostFacts } from '../../../electron/engine/os/host.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-host-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const facts = () => readHostFacts(createClock(), root)

describe('the facts of a host', () => {
  it('name the system', () => {
    write('usr/lib/os-release', 'PRETTY_NAME="Vendor"\n')
    expect(facts().system).toBe('Vendor')
    write('etc/os-release', 'PRETTY_NAME="Ours"\n')
    expect(facts().system).toBe('Ours')
  })

  it('fall back on the kernel’s name', () => {
    expect(facts().system).toBe('Linux')
  })

  it.each([
    ['systemd is PID 1', 'systemd\n', true, true],
    ['the folder is left over', 'runit\n', true, false],
    ['systemd does not manage the machine', 'systemd\n', false, false],
    ['nothing can be read', null, false, false],
  ])('say whether systemd runs: %s', (_what, comm, folder, expected) => {
    if (comm !== null) write('proc/1/comm', comm)
    if (folder) write('run/systemd/system/.keep', '')
    expect(facts().systemd).toBe(expected)
  })

  it('say when the machine was booted', () => {
    write('proc/stat', 'btime 1700000000\n')
    expect(facts().bootedAt).toBe(1_700_000_000_000)
  })

  it('hold for this machine', () => {
    const here = readHostFacts(createClock())
    expect(here.hostName).toBe(hostname())
    expect(here.root).toBe(process.geteuid?.() === 0)
    expect(here.user).not.toBe('')
    expect(here.kernel).toMatch(/^\d+\.\d+/)
    expect(here.bootedAt).toBeGreaterThan(Date.parse('2020-01-01'))
    expect(here.bootedAt).toBeLessThan(Date.now())
  })
})
