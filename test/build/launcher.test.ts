import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkout } from '../source-tree.ts'

/** Stands for the program: says how it was called, and stays when told to. */
const program = `
process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(5) })
console.log(JSON.stringify({ args: process.argv.slice(2), pid: process.pid, env: process.env.QUIESCE_LAUNCHED ?? null }))
if (process.argv[2] === 'stay') setInterval(() => {}, 1000)
else process.exitCode = Number(process.argv[2] ?? 0)
`
/** Makes this Node pass for an old one, before the launcher looks. */
const asOldNode = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })",
)}`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-launcher-'))
  mkdirSync(join(folder, 'dist'))
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  copyFileSync(join(checkout, 'build', 'launcher.mjs'), join(folder, 'dist', 'cli.js'))
  writeFileSync(join(folder, 'dist', 'cli-main.js'), program)
  symlinkSync(process.execPath, join(folder, 'node_modules', '.bin', 'node'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

interface Launched {
  readonly child: ChildProcess
  /** Resolves with everything printed so far once it holds the words. */
  readonly printed: (words: string) => Promise<string>
  readonly ended: Promise<{ readonly status: number | null; readonly output: string }>
}

function launch(node: readonly string[], ...args: readonly string[]): Launched {
  const argv = [...node, join(folder, 'dist', 'cli.js'), ...args]
  const env: NodeJS.ProcessEnv = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
  // The tests' own would stand above what is tested here.
  delete env.NODE_COMPILE_CACHE
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('printed')
    })
  }
  const printed = (words: string): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (output.includes(words)) resolve(output)
      }
      child.on('printed', look)
      look()
    })
  // `close` comes when nobody holds the streams any more: the program has ended too.
  const ended = new Promise<{ status: number | null; output: string }>((resolve) => {
    child.on('close', (status) => {
      resolve({ status, output })
    })
  })
  return { child, printed, ended }
}

const old = ['--import', asOldNode]
const pidIn = (output: string): number => (JSON.parse(output) as { pid: number }).pid

describe('dist/cli.js', () => {
  it('runs the program in this very process on a Node that is new enough', async () => {
    const { child, ended } = launch([], '7', '--json')
    const { status, output } = await ended
    expect(JSON.parse(output)).toEqual({ args: ['7', '--json'], pid: child.pid, env: null })
    expect(status).toBe(7)
  })

  it('hands over to the Node of the checkout on an older one, with arguments and status', async () => {
    const { child, ended } = launch(old, '11', 'a b')
    const { status, output } = await ended
    expect(JSON.parse(output)).toMatchObject({ args: ['11', 'a b'], env: null })
    expect(pidIn(output)).not.toBe(child.pid)
    expect(status).toBe(11)
  })

  it('passes SIGTERM on to the program, which decides what it means', async () => {
    const { child, printed, ended } = launch(old, 'stay')
    await printed('pid')
    child.kill('SIGTERM')
    const { status, output } = await ended
    expect(output).toContain('SIGTERM')
    expect(status).toBe(5)
  })

  it('ends the program when it is itself killed: who kills Quiesce means all of it', async () => {
    const { child, printed, ended } = launch(old, 'stay')
    await printed('pid')
    child.kill('SIGKILL')
    // Resolves only when the program has let go of its output too.
    expect((await ended).status).toBeNull()
  })

  it('says 137 when the program was killed, as a shell would', async () => {
    const { printed, ended } = launch(old, 'stay')
    process.kill(pidIn(await printed('pid')), 'SIGKILL')
    expect((await ended).status).toBe(137)
  })

  it('ends with one line where there is no newer Node', async () => {
    rmSync(join(folder, 'node_modules', '.bin', 'node'))
    const { status, output } = await launch(old, 'list').ended
    expect(status).toBe(70)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(output).toContain('Node 20.20.2 is too old')
    expect(output).toContain('npm run build')
  })
})

describe('the compiled program', () => {
  const cache = (): string => join(folder, 'cache')
  const compiled = (): string => join(cache(), 'quiesce', 'compiled')

  it('is kept in a folder that only its owner can write', async () => {
    mkdirSync(cache())
    expect((await launch([], '0').ended).status).toBe(0)
    expect(statSync(compiled()).mode & 0o777).toBe(0o700)
    expect(readdirSync(compiled())).not.toEqual([])
  })

  it('is not kept where there is no folder for such things', async () => {
    expect((await launch([], '0').ended).status).toBe(0)
    expect(existsSync(cache())).toBe(false)
  })

  it('is neither kept nor taken where others can write', async () => {
    mkdirSync(compiled(), { recursive: true })
    chmodSync(compiled(), 0o777)
    expect((await launch([], '0').ended).status).toBe(0)
    expect(readdirSync(compiled())).toEqual([])
  })
})
