/**
 * Fuzzes the root helper's parsers and requests for a minute of processor time (QUIESCE_FUZZ_SECONDS), in a
 * build with gcc's sanitizers, and prints what it reached. The effects are stand-ins that look at what reaches
 * them (build/native/fuzz/effects.c).
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findProgram } from '../../../build/can-run.mjs'
import { makeNative } from '../build-native.ts'

const seconds = Number(process.env.QUIESCE_FUZZ_SECONDS ?? '60')
const folder = mkdtempSync(join(tmpdir(), 'quiesce-fuzz-'))
const fuzzer = join(folder, 'fuzz/fuzzer')
const native = join(import.meta.dirname, '../../../build/native')
const lacking = findProgram('gcc') === null || findProgram('gcov') === null

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end; the worker goes on meanwhile. */
const run = (command: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { cwd: folder, maxBuffer: 1 << 26 },
      (_error, stdout, stderr) => {
        resolve({ status: child.exitCode, stdout, stderr })
      },
    )
  })

beforeAll(async () => {
  if (!lacking) await makeNative(folder, 'CC=gcc', fuzzer)
}, 300_000)
beforeEach(({ skip }) => {
  if (!lacking) return
  console.warn('The root helper is not fuzzed here: it takes gcc and gcov. apt install gcc')
  skip('no gcc or no gcov')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Share of the lines that were taken, by file, of what the fuzzer printed. */
function readCoverage(said: string): ReadonlyMap<string, number> {
  const lines = said.matchAll(/^(\S+) +([\d.]+) % of +\d+ lines$/gm)
  return new Map([...lines].map(([, file = '', share]) => [file, Number(share)]))
}

/** What reads the client's bytes, or others' files. */
const parsers = [
  ...['cursor', 'text', 'run-id', 'claim-request', 'script-request', 'file-request'],
  ...['deadline-request', 'unit-name', 'json', 'claim-record', 'claim-name', 'place', 'pid-text'],
  ...['lock-line', 'lock-name', 'time-span', 'unit-facts', 'signals-role', 'stale-files-role'],
]

describe('the root helper, fuzzed', () => {
  it('is broken by no input', { timeout: 900_000 }, async () => {
    const words = ['-s', '-C', native, 'CC=gcc', `OUT=${folder}`, `SECONDS=${seconds}`, 'fuzz']
    const { status, stdout, stderr } = await run('make', words)
    console.log(stdout)
    expect(status, stderr.slice(-8000)).toBe(0)
    const spent = /^([\d.]+) s of processor time/m.exec(stdout)?.[1]
    expect(Number(spent)).toBeGreaterThanOrEqual(seconds)
    const coverage = readCoverage(stdout)
    for (const parser of parsers) {
      expect(coverage.get(`root-helper/${parser}.c`), parser).toBeGreaterThan(85)
    }
  })

  it('would tell the input that broke it', async () => {
    writeFileSync(join(folder, 'again'), 'planted\nsome bytes')
    const { status, stderr } = await run(fuzzer, ['again'])
    expect(status).not.toBe(0)
    expect(stderr).toContain('heap-buffer-overflow')
    expect(stderr).toContain('target planted, input of 10 bytes')
    expect(stderr).toContain('some bytes')
  })
})
