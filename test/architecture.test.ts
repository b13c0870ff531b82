/** The rules that the compiler cannot hold; each one a small test. */
import { describe, expect, it } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import {
  allFiles,
  checkout,
  importsOf,
  offenders,
  sourcesIn,
  type SourceFile,
} from './source-tree.ts'

interface Layer {
  readonly folder: string
  /** Folders below that are layers of their own. */
  readonly without?: readonly string[]
  readonly mayUse: readonly string[]
  readonly packages: readonly string[]
  /** Modules of Node that stay outside, or all. */
  readonly notNode?: RegExp
}

const web = /^node:(http|https|http2|net|tls|dgram)$/

/** Who may import whom; one way, from the doors down to the vocabulary, which knows no Node. */
const layers: readonly Layer[] = [
  { folder: 'shared', mayUse: [], packages: ['zod'], notNode: /./ },
  { folder: 'electron/engine/parse', mayUse: ['shared'], packages: [], notNode: /./ },
  {
    folder: 'electron/engine/decide',
    mayUse: ['shared', 'electron/engine/parse'],
    packages: ['zod'],
    notNode: /./,
  },
  {
    folder: 'electron/engine',
    without: ['electron/engine/decide', 'electron/engine/parse', 'electron/engine/os'],
    mayUse: ['shared', 'electron/engine/decide', 'electron/engine/parse'],
    packages: ['dbus-native', 'yaml', 'zod'],
    notNode: web,
  },
  {
    // It asks ports of this machine whether they answer; nobody else opens a socket.
    folder: 'electron/engine/os',
    mayUse: ['shared', 'electron/engine'],
    packages: ['dbus-native'],
    notNode: /^node:(http|https|http2|tls|dgram)$/,
  },
  { folder: 'electron/console', mayUse: ['shared', 'electron/engine'], packages: ['zod'] },
  {
    folder: 'electron/cli',
    mayUse: ['shared', 'electron/engine', 'electron/console'],
    packages: ['yaml', 'zod'],
  },
  { folder: 'electron/desktop', mayUse: ['shared', 'electron/engine'], packages: ['electron'] },
  {
    folder: 'renderer',
    mayUse: ['shared'],
    packages: [
      ...['react', 'react-dom', 'zustand', 'vite', '@vitejs/plugin-react'],
      ...['@mantine/core', '@mantine/hooks', '@tanstack/react-virtual'],
      ...['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'],
    ],
  },
]

const product = sourcesIn('shared', 'electron', 'renderer')
const pure = sourcesIn('shared', 'electron/engine/decide', 'electron/engine/parse')
const tests = sourcesIn('test')

describe('imports', () => {
  it.each(layers)('go one way: $folder', (layer) => {
    const forbidden = filesOf(layer).flatMap((file) =>
      importsOf(file)
        .filter((name) => !isAllowed(layer, name))
        .map((name) => `${file.path} imports ${name}`),
    )
    expect(forbidden).toEqual([])
  })

  it('find no source of the product outside the layers', () => {
    const folders = layers.map(({ folder }) => `${folder}/`)
    const strays = product.filter(({ path }) => !folders.some((folder) => path.startsWith(folder)))
    expect(strays.map(({ path }) => path)).toEqual([])
  })
})

describe('pure code', () => {
  it('asks no clock and throws no dice: shared, decide, parse', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/
    expect(offenders(pure, impure)).toEqual([])
  })
})

describe('the language', () => {
  it('uses no any', () => {
    expect(offenders([...product, ...tests], /(:|\bas|<|\|) *any\b(?! ?\w)/)).toEqual([])
  })

  it('exports by name', () => {
    const files = [...product, ...tests].filter(({ path }) => !path.endsWith('.config.ts'))
    expect(offenders(files, /^export default\b/)).toEqual([])
  })

  it('has no barrel: nothing is exported from somewhere else', () => {
    expect(offenders([...product, ...tests], /^export .*\bfrom '/)).toEqual([])
  })

  it('keeps no mutable state in modules, tests apart', () => {
    expect(offenders(product, /^(export )?(let|var)\b/)).toEqual([])
  })

  it('swallows no error without saying why', () => {
    const empty = /catch *(\([^)]*\))? *\{\s*\}/
    const files = product.filter(({ text }) => empty.test(text) || hasSilentCatch(text))
    expect(files.map(({ path }) => path)).toEqual([])
  })

  it('has no file over 300 lines', () => {
    const code = allFiles.filter(({ path }) => /\.(ts|tsx|mjs|c|h|css)$/.test(path))
    const long = code.filter(({ text }) => text.split('\n').length > 301)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})

describe('safety', () => {
  const outsideTests = allFiles.filter(({ path }) => !path.startsWith('test/'))

  it('never turns off Electron’s sandbox outside tests', () => {
    expect(offenders(outsideTests, /--no-sandbox|sandbox: false|contextIsolation: false/)).toEqual(
      [],
    )
  })

  it('sends signals by pid in one file only', () => {
    const others = product.filter(({ path }) => path !== 'electron/engine/os/portable.ts')
    expect(offenders(others, /\bprocess\.kill\(/)).toEqual([])
  })

  it('runs no command through a shell', () => {
    const shell = /\bshell: *(true|'|")|\b(exec|execSync)\b.*from 'node:child_process'/
    expect(offenders([...product, ...scripts()], shell)).toEqual([])
  })

  it('mentions no path of the machine that it was written on', () => {
    // A checkout right under / has a name that may well be a word.
    const here = checkout.split('/').length > 2 ? checkout : `${checkout}/package.json`
    expect(allFiles.filter(({ text }) => text.includes(here)).map(({ path }) => path)).toEqual([])
  })

  it('leaves no test out by hand, and runs none alone', () => {
    const lonely = /\b(it|test|describe)\.(only|skip|todo)\(/
    const files = tests.filter(({ path }) => path !== 'test/architecture.test.ts')
    expect(offenders(files, lonely)).toEqual([])
  })
})

describe('dependencies', () => {
  const wanted: Readonly<Record<string, string>> = {
    ...packageJson.dependencies,
    ...packageJson.devDependencies,
    ...packageJson.optionalDependencies,
  }
  const readme = allFiles.find(({ path }) => path === 'README.md')?.text ?? ''
  const lock = allFiles.find(({ path }) => path === 'package-lock.json')?.text ?? ''

  it('are pinned to exact versions', () => {
    const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    expect(loose).toEqual([])
  })

  it.each(Object.keys(wanted))('say in the README why they are there: %s', (name) => {
    expect(readme).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\| .{10,} \\|$`, 'm'))
  })

  it('come from whichever registry the person uses: the lock file names no host', () => {
    expect(lock).not.toMatch(/"resolved": "https?:/)
  })
})

/** A rejection that is dropped, with no comment right above it or its function. */
function hasSilentCatch(text: string): boolean {
  return text.split('\n').some((line, at, lines) => {
    const drops = /\.catch\(\(\w*\) => (\{\s*\}|undefined|null)\)/.test(line)
    const above = lines.slice(Math.max(0, at - 2), at)
    return drops && !above.some((before) => /^\s*(\/\/|\/?\*)/.test(before))
  })
}

function filesOf({ folder, without = [] }: Layer): readonly SourceFile[] {
  return sourcesIn(folder).filter(
    ({ path }) => !without.some((inner) => path.startsWith(`${inner}/`)),
  )
}

function isAllowed(layer: Layer, name: string): boolean {
  if (name.startsWith('node:')) return !(layer.notNode?.test(name) ?? false)
  if (!name.includes('/') || name.startsWith('@')) return layer.packages.includes(name)
  return [layer.folder, ...layer.mayUse].some((folder) => name.startsWith(`${folder}/`))
}

function scripts(): readonly SourceFile[] {
  return allFiles.filter(({ path }) => path.endsWith('.mjs'))
}
