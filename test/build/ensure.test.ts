import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkout } from '../source-tree.ts'

const script = `
import { ensure } from './ensure.mjs'
await ensure(import.meta.url)
console.log('ran', process.argv.slice(2).join(' '), process.execPath)
`
/** Stands for npm: notes how it was called, and installs a Node where the real one would. */
const npm = `
import { appendFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
if (existsSync('npm-fails')) process.exit(3)
mkdirSync('node_modules/.bin', { recursive: true })
writeFileSync('node_modules/.package-lock.json', '{}')
if (!existsSync('node_modules/.bin/node')) symlinkSync(process.env.PINNED_NODE, 'node_modules/.bin/node')
`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-ensure-'))
  mkdirSync(join(folder, 'build'))
  for (const name of ['ensure.mjs', 'decide-install.mjs', 'run-command.mjs']) {
    copyFileSync(join(checkout, 'build', name), join(folder, 'build', name))
  }
  // A copy of Node: what runs the script first is then another one than the pinned one.
  copyFileSync(process.execPath, join(folder, 'system-node'))
  writeFileSync(join(folder, 'build', 'script.mjs'), script)
  writeFileSync(join(folder, 'npm.js'), npm)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'package-lock.json'), '{ "packages": {} }')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function run(env: NodeJS.ProcessEnv = {}): { readonly status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    join(folder, 'system-node'),
    [join(folder, 'build', 'script.mjs'), 'with', 'arguments'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        PINNED_NODE: process.execPath,
        npm_execpath: join(folder, 'npm.js'),
        ...env,
      },
    },
  )
  return { status, output: stdout + stderr }
}

const npmCalls = (): string[] => readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n')

describe('what every script does first', () => {
  it('installs on a fresh clone, then goes on with the pinned Node and the same arguments', () => {
    const { status, output } = run()
    expect(output).toContain('Installing npm packages into the checkout (there are none yet).')
    expect(output).toContain(`ran with arguments ${realpathSync(process.execPath)}`)
    expect(status).toBe(0)
  })

  it('runs no install script, and takes the tools even where NODE_ENV says production', () => {
    run()
    expect(npmCalls()[0]).toMatch(/^ci .*--ignore-scripts.*--include=dev/)
  })

  it('installs once, and again when the lock file changes', () => {
    run()
    run()
    expect(npmCalls()).toHaveLength(1)
    writeFileSync(join(folder, 'package-lock.json'), '{ "packages": {}, "changed": true }')
    expect(run().output).toContain('package-lock.json has changed')
    expect(npmCalls()).toHaveLength(2)
  })

  it('goes on with this Node where the registry has no pinned one for the machine', () => {
    run()
    rmSync(join(folder, 'node_modules', '.bin', 'node'))
    const { status, output } = run()
    expect(output).toContain(`ran with arguments ${join(folder, 'system-node')}`)
    expect(status).toBe(0)
  })

  it('says what to do when npm fails, and does not go on', () => {
    writeFileSync(join(folder, 'npm-fails'), '')
    const { status, output } = run()
    expect(output).toContain('npm ci ended with status 3')
    expect(output).toContain('Check that the npm registry can be reached')
    expect(output).not.toContain('ran')
    expect(status).toBe(1)
  })

  it('says what to do when there is no npm', () => {
    const { status, output } = run({ npm_execpath: '', PATH: folder })
    expect(output).toContain('npm was not found. Install it (on Debian: apt install npm)')
    expect(status).toBe(1)
  })
})
