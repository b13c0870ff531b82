import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findProgram } from '../../../build/can-run.mjs'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { saveEvidence } from '../../../electron/engine/evidence/save-evidence.ts'
import type { EvidencePorts } from '../../../electron/engine/evidence/ports.ts'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { ok, type QuiesceError } from '../../../shared/errors.ts'
import { makeDesk } from './desk.ts'
import { useDesk } from './use-desk.ts'

const desk = useDesk()

async function save(ports: EvidencePorts, more: object = {}): Promise<EvidenceReport> {
  const saved = await saveEvidence(ports, { target: 'iguana', ...more })
  if (!saved.ok) throw new Error(saved.error.message)
  return saved.value
}

const reasonFor = (report: EvidenceReport, what: RegExp): string | undefined =>
  report.missing.find((one) => what.test(one.what))?.why

describe('a core', () => {
  it('writes no core where nobody asked for one, and says why one is missing', async () => {
    const pid = await desk.start()
    const { ports } = makeDesk(desk.folder(), [pid])
    expect(reasonFor(await save(ports), /core/)).toBeUndefined()
    const asked = await save(ports, { core: 'gcore' })
    expect(reasonFor(asked, /^the core of cat/)).toMatch(/gcore is not installed/)
  })

  it('takes the core that the tool writes, and closes it to others', async () => {
    const pid = await desk.start()
    const { ports } = makeDesk(desk.folder(), [pid])
    const commands: EvidencePorts['commands'] = {
      // timeout -k 2 60 gcore -o PREFIX PID: whatever hangs ends.
      run: ([timeout, , , seconds, , , prefix = '', one = '']) => {
        expect([timeout, seconds]).toEqual(['/usr/bin/timeout', '60'])
        writeFileSync(`${prefix}.${one}`, 'all of it', { mode: 0o644 })
        return Promise.resolve(ok({ status: 0, signal: null, timedOut: false, output: '' }))
      },
    }
    const report = await save(
      { ...ports, commands, findCoreTool: () => '/usr/bin/gcore' },
      { core: 'gcore' },
    )
    expect(report.files).toContainEqual({ name: `core.${pid}`, bytes: 9 })
    expect(statSync(join(report.folder, `core.${pid}`)).mode & 0o777).toBe(0o600)
  })

  it.each([124, 137])('gives a core up that is not done in time (status %d)', async (status) => {
    const pid = await desk.start()
    const { ports } = makeDesk(desk.folder(), [pid])
    const commands: EvidencePorts['commands'] = {
      run: (argv) => {
        writeFileSync(`${argv.at(-2)}.${argv.at(-1)}`, 'half of it')
        return Promise.resolve(ok({ status, signal: null, timedOut: false, output: '' }))
      },
    }
    const of = { ...ports, commands, findCoreTool: () => '/usr/bin/gcore' }
    const report = await save(of, { core: 'gcore' })
    expect(reasonFor(report, /^the core of cat/)).toMatch(/was given up/)
    expect(readdirSync(report.folder)).not.toContain(`core.${pid}`)
  })

  it('holds nothing up for a core that may not be stopped, and saves the rest', async () => {
    const pid = await desk.start()
    const error: QuiesceError = { code: 'protected', message: 'It is sshd.', next: 'Leave it.' }
    const { ports } = makeDesk(desk.folder(), [pid], {
      findCoreTool: () => '/usr/bin/gcore',
      refuseHold: () => error,
    })
    const report = await save(ports, { core: 'gcore' })
    expect(reasonFor(report, /core/)).toBe('It is sshd.')
    expect(report.files.map(({ name }) => name)).toContain(`${pid}.status.txt`)
  })
})

describe('what a process stands still for', () => {
  const commands = createCommandRunner(createClock())

  it('is its memory, by the real gcore, and it goes on', { timeout: 120_000 }, async ({ skip }) => {
    const tool = findProgram('gcore')
    if (tool === null) return skip('No gcore. apt install gdb')
    const pid = await desk.start()
    const { ports } = makeDesk(desk.folder(), [pid], { commands, findCoreTool: () => tool })
    const report = await save(ports, { core: 'gcore' })
    expect(report.missing.filter(({ what }) => what.includes('core'))).toEqual([])
    const core = readFileSync(join(report.folder, `core.${pid}`))
    // ELF, of type ET_CORE.
    expect([core.toString('latin1', 1, 4), core.readUInt16LE(16)]).toEqual(['ELF', 4])
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^TracerPid:\t0$/m)
  })

  it('are its stacks, in a file of their own', async ({ skip }) => {
    const path = findProgram('eu-stack')
    if (path === null) return skip('No eu-stack. apt install elfutils')
    const pid = await desk.start()
    const findStackTool = () => ({ name: 'eu-stack' as const, path })
    const { ports } = makeDesk(desk.folder(), [pid], { commands, findStackTool })
    const report = await save(ports, { stacks: true })
    const text = readFileSync(join(report.folder, `${pid}.stacks.txt`), 'utf8')
    expect(text).toMatch(new RegExp(`^cat \\(${pid}\\)\n  thread ${pid}\n    in   .*read`))
  })

  it('are stacks that no program here can tell: it says which would', async () => {
    const { ports } = makeDesk(desk.folder(), [await desk.start()])
    const report = await save(ports, { stacks: true })
    expect(reasonFor(report, /^the stacks/)).toContain('apt install elfutils')
    expect(reasonFor(await save(ports), /stacks/)).toBeUndefined()
  })
})
