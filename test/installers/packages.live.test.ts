/** A deb and an rpm, made once: what is in them, then what they do to a machine. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { fuses } from '../../build/installers/fuses.mjs'
import { listAsar } from './asar.ts'
import { forgetManIndex } from './machine.ts'
import { tellDebStory, tellRpmStory, type Story } from './stories.ts'
import { makePackages, removePackages, type Packages } from './packages.ts'
import { usePlainHost } from '../hosts/use-plain-host.ts'
import { readFuses } from './stub-electron.ts'

const lacking = [canRun.installers, canRun.plainHost].find((ability) => !ability.here)
const checkout = resolve(import.meta.dirname, '../..')
/** Ten seconds each where nothing else runs. */
const busy = 300_000
let packages: Packages
/** The deb's files, but for the Node. */
let tree = ''

beforeAll(() => {
  if (lacking !== undefined) return
  packages = makePackages()
  tree = join(packages.folder, 'tree')
  mkdirSync(tree)
  const unpack = 'dpkg-deb --fsys-tarfile "$0" | tar -x -C "$1" --exclude=*/runtime/node'
  execFileSync('sh', ['-c', unpack, packages.deb, tree])
}, busy)
beforeEach(({ skip }) => {
  if (lacking !== undefined) skip(lacking.missing)
})
afterAll(() => {
  if (lacking === undefined) removePackages(packages)
})

/** What a checker prints and how it ends; both streams. */
function check(...argv: [string, ...string[]]): { status: number | null; said: string } {
  const [program, ...args] = argv
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return { status, said: (stdout + stderr).trim() }
}

const clean = { status: 0, said: '' }

describe('the application in the packages', () => {
  it('has its fuses set', () => {
    const states = readFuses(join(packages.unpacked, 'quiesce-desktop'))
    const wanted = Object.values(fuses)
    expect(states.slice(0, wanted.length)).toEqual(wanted)
    expect(states).toHaveLength(9)
  })

  it('is an archive of what was built, and nothing else', () => {
    const files = listAsar(readFileSync(join(packages.unpacked, 'resources/app.asar')))
    expect(files).toContain('dist/desktop/main.js')
    expect(files).toContain('dist/desktop/preload.cjs')
    expect(files).toContain('dist/renderer/index.html')
    const rest = files.filter((file) => !/^dist\/(desktop|renderer)\//.test(file))
    expect(rest).toEqual(['package.json'])
    expect(files.filter((file) => /\.map$|node_modules|(^|\/)test\//.test(file))).toEqual([])
  })

  it('has a command line that runs wherever it is unpacked', () => {
    const moved = join(packages.folder, 'moved')
    symlinkSync(packages.unpacked, moved)
    expect(check(join(moved, 'quiesce'), '--version')).toEqual({ status: 0, said: 'quiesce 0.1.0' })
  })

  it('brings no application of Electron beside ours', () => {
    const { said } = check('find', join(packages.unpacked, 'resources'), '-name', '*.asar')
    expect(said).toBe(join(packages.unpacked, 'resources/app.asar'))
  })

  it('asks for no newer C library than the package says', () => {
    const programs = ['quiesce-signal-helper', 'quiesce-practice'].map((name) =>
      join(packages.unpacked, 'resources/native', name),
    )
    const helper = join(tree, 'usr/lib/quiesce/quiesce-root-helper')
    const { said } = check('readelf', '--version-info', ...programs, helper)
    const newest = [...said.matchAll(/GLIBC_2\.(\d+)/g)].map((match) => Number(match[1]))
    expect(Math.max(...newest)).toBeLessThanOrEqual(34)
    expect(newest.length).toBeGreaterThan(0)
  })
})

describe('what is looked at by its own checker', () => {
  it(
    'is a package that lintian finds nothing in but what is argued, and all of that',
    () => {
      // The stand-in for fpm compresses nothing, which fpm would.
      const stub = [
        'uses-no-compression-for-control-tarball',
        'uses-no-compression-for-data-tarball',
      ]
      const args = ['--allow-root', '--show-overrides', '--suppress-tags', stub.join(',')]
      // The one without the Node, which takes a minute: what lintian says of it stands in the overrides.
      const { said } = check('lintian', ...args, packages.olderDeb)
      const lines = said.split('\n').filter((line) => !line.startsWith('N:'))
      expect(lines.filter((line) => !line.startsWith('O: quiesce: '))).toEqual([])
      const overrides = readFileSync(join(checkout, 'build/linux/lintian-overrides'), 'utf8')
      const argued = overrides.split('\n').filter((line) => !line.endsWith('runtime/node*'))
      const tags = (of: readonly string[], line: RegExp) =>
        [...new Set(of.flatMap((text) => line.exec(text)?.[1] ?? []))].toSorted()
      expect(tags(lines, /^O: quiesce: (\S+)/)).toEqual(tags(argued, /^quiesce: (\S+)/))
    },
    busy,
  )

  it('is a desktop entry with its actions', () => {
    const file = join(tree, 'usr/share/applications/io.github.quiesce.Quiesce.desktop')
    expect(check('desktop-file-validate', file)).toEqual(clean)
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^Actions=Open;StopAll;Practice;$/m)
    expect(text).toMatch(/^Exec=\/opt\/Quiesce\/quiesce-desktop %U$/m)
    expect(text.match(/^Exec=quiesce-desktop --\S+$/gm)).toHaveLength(3)
  })

  it('is what a software centre shows', () => {
    const file = join(tree, 'usr/share/metainfo/io.github.quiesce.Quiesce.metainfo.xml')
    const { status, said } = check('appstreamcli', 'validate', '--no-net', '--no-color', file)
    expect(said).not.toMatch(/^[EW]:/m)
    expect(status).toBe(0)
  })

  it.each(['quiesce', 'quiesce-desktop'])('is the man page %s', (name) => {
    const page = join(tree, `usr/share/man/man1/${name}.1.gz`)
    expect(check('sh', '-c', 'zcat "$0" | groff -man -Tutf8 -ww -z', page)).toEqual(clean)
    const { said } = check('sh', '-c', 'zcat "$0" | groff -man -Tutf8 -P-c -P-b -P-u', page)
    expect(said).toContain('SYNOPSIS')
    expect(said).not.toMatch(/@[A-Z]+@/)
  })

  it('is a policy of polkit', () => {
    const file = join(tree, 'usr/share/polkit-1/actions/io.github.quiesce.policy')
    const dtd = '/usr/share/polkit-1/policyconfig-1.dtd'
    const valid = 'sed "s#http://www.freedesktop.org/.*/policyconfig-1.dtd#$1#" "$0" | '
    expect(check('sh', '-c', `${valid}xmllint --noout --nonet --valid -`, file, dtd)).toEqual(clean)
  })

  it('is a profile for AppArmor, with the user namespaces of the sandbox', () => {
    const file = join(tree, 'opt/Quiesce/resources/apparmor-profile')
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^profile "quiesce-desktop" "\/opt\/Quiesce\/quiesce-desktop" .*{$/m)
    expect(text).toMatch(/^ {2}userns,$/m)
    // Debian 12's parser is older than that rule, and reads all the rest.
    const older = `sed '/^abi/d;/userns,/d' "$0" | apparmor_parser --skip-kernel-load --skip-cache`
    expect(check('sh', '-c', older, file).status).toBe(0)
  })
})

describe('what the packages do to a machine', () => {
  const host = usePlainHost()
  let deb: Story
  let rpm: Story
  beforeAll(async () => {
    if (lacking !== undefined) return
    await host().addUser('person')
    await forgetManIndex(host())
    deb = await tellDebStory(host(), packages)
    rpm = await tellRpmStory(host(), packages)
  }, busy)

  it('is what each of them lists, with modes and owners', () => {
    expect(deb.verified).toBe('')
    expect(rpm.verified).toBe('')
    for (const { modes } of [deb, rpm]) {
      expect(modes).toContain('4755 root root /opt/Quiesce/chrome-sandbox')
      expect(modes).toContain('755 root root /usr/lib/quiesce/quiesce-root-helper')
      expect(modes).toContain('755 root root /opt/Quiesce/resources/native/quiesce-signal-helper')
      const writable = modes.filter((line) => /^\d*[2367]. |^\d*[2367] /.test(line))
      expect(writable).toEqual([])
      expect(modes.filter((line) => !/^\d+ root root /.test(line))).toEqual([])
      expect(modes.filter((line) => line.startsWith('4'))).toHaveLength(1)
    }
  })

  it.each(['deb', 'rpm'] as const)('starts nothing at login: %s', (name) => {
    const story = { deb, rpm }[name]
    expect(story.installed.filter((path) => path.includes('autostart'))).toEqual(
      story.before.filter((path) => path.includes('autostart')),
    )
  })

  it.each(['deb', 'rpm'] as const)('is a command line on its own Node: %s', (name) => {
    const { version, list, listOfPerson } = { deb, rpm }[name]
    expect(version).toBe('quiesce 0.1.0')
    for (const result of [list, listOfPerson]) {
      expect(result).toMatchObject({
        type: 'result',
        exitStatus: 0,
        guarantee: { kind: 'exact', why: 'signal helper, pidfd' },
      })
    }
  })

  it.each(['deb', 'rpm'] as const)('is a desktop that the menu starts: %s', (name) => {
    const { desktop, menu } = { deb, rpm }[name]
    expect(desktop).toBe('stub electron 0 --hidden')
    expect(menu).toBe('stub electron 0')
  })

  it.each(['deb', 'rpm'] as const)(
    'lets a Quiesce that runs go on through an upgrade: %s',
    (name) => {
      const { runsAfterUpgrade, upgradedTo } = { deb, rpm }[name]
      expect(runsAfterUpgrade).toBe(true)
      expect(upgradedTo).toBe('0.1.0')
    },
  )

  it.each(['deb', 'rpm'] as const)(
    'keeps a profile for AppArmor as long as it is installed: %s',
    (name) => {
      const { profiles, asked } = { deb, rpm }[name]
      expect(profiles).toEqual({ installed: true, upgraded: true, removed: false })
      expect(asked.at(-1)).toBe('--remove /etc/apparmor.d/quiesce-desktop')
      expect(asked.filter((line) => line.startsWith('--remove'))).toHaveLength(1)
    },
  )

  it.each(['deb', 'rpm'] as const)(
    "keeps the administrator's change to its configuration: %s",
    (name) => {
      const { changedConfiguration } = { deb, rpm }[name]
      expect(changedConfiguration).toEqual({ upgraded: 'ours\n', removed: 'ours\n' })
    },
  )

  it.each(['deb', 'rpm'] as const)('leaves what belongs to people: %s', (name) => {
    expect({ deb, rpm }[name].home).toEqual(['configuration\n', 'journal\n'])
  })

  it('is gone without a trace after a purge', () => {
    expect(deb.removed.filter((path) => !deb.before.includes(path))).toEqual([
      '/etc/quiesce',
      '/etc/quiesce/services.d',
      '/etc/quiesce/services.d/README',
    ])
    expect(deb.purged).toEqual(deb.before)
  })

  it('is gone but for the changed configuration after the removal of an rpm', () => {
    expect(rpm.removed.filter((path) => !rpm.before.includes(path))).toEqual([
      '/etc/quiesce',
      '/etc/quiesce/services.d',
      '/etc/quiesce/services.d/README.rpmsave',
    ])
  })
})
