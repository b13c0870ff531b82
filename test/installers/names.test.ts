/** Names that stand in several files, some of which no program of ours reads. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installerPackages, whyNoInstallers } from '../../build/can-install.mjs'
import * as names from '../../build/installers/names.mjs'
import packageJson from '../../package.json' with { type: 'json' }

const build = resolve(import.meta.dirname, '../../build')
const read = (path: string): string => readFileSync(join(build, path), 'utf8')
const policy = read('linux/io.github.quiesce.policy')
const actions = policy.split('<action ').slice(1)
const valueOf = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].map((match) => match[1] ?? '')

describe('the names of the product', () => {
  it('are the same in package.json', () => {
    expect(packageJson.name).toBe(names.packageName)
    expect(packageJson.bin).toHaveProperty(names.packageName)
  })

  it.each([
    ['linux/quiesce', `${names.installedIn}/resources/runtime/node`],
    ['linux/quiesce-desktop', `exec ${names.installedIn}/${names.desktopName} "$@"`],
    ['linux/io.github.quiesce.Quiesce.metainfo.xml', `<id>${names.appId}</id>`],
    ['linux/io.github.quiesce.Quiesce.metainfo.xml', `${names.appId}.desktop</launchable>`],
    [
      'linux/io.github.quiesce.Quiesce.metainfo.xml',
      `<url type="homepage">${names.homepage}</url>`,
    ],
    [
      'linux/io.github.quiesce.Quiesce.metainfo.xml',
      `<icon type="stock">${names.desktopName}</icon>`,
    ],
    ['linux/copyright', `Source: ${names.homepage}`],
    ['linux/io.github.quiesce.policy', `<icon_name>${names.desktopName}</icon_name>`],
  ])('stand in %s: %s', (path, text) => {
    expect(read(path)).toContain(text)
  })

  it.each(['linux/quiesce', 'linux/quiesce-here', 'linux/quiesce-desktop'])(
    'belong to a program: %s',
    (path) => {
      expect(statSync(join(build, path)).mode & 0o111).toBe(0o111)
    },
  )
})

describe('what polkit is told', () => {
  it('is one action for each role of the root helper', () => {
    const roles = ['signals', 'init-scripts', 'stale-files', 'deadlines']
    expect(actions.map((action) => /^id="(.*?)"/.exec(action)?.[1])).toEqual(
      roles.map((role) => `io.github.quiesce.${role}`),
    )
    for (const [index, action] of actions.entries()) {
      const annotations: unknown = Object.fromEntries(
        [...action.matchAll(/<annotate key="(.*?)">(.*?)</g)].map((match) => [match[1], match[2]]),
      )
      expect(annotations).toEqual({
        'org.freedesktop.policykit.exec.path': names.rootHelper,
        'org.freedesktop.policykit.exec.argv1': roles[index],
      })
    }
  })

  it.each(['allow_any', 'allow_inactive', 'allow_active'])(
    'lets nobody do it unasked, and keeps no answer: %s',
    (tag) => {
      expect(valueOf(policy, tag)).toEqual(Array(4).fill('auth_admin'))
    },
  )

  it('says in a sentence what is asked for', () => {
    expect(valueOf(policy, 'message')).toHaveLength(4)
    for (const message of valueOf(policy, 'message')) {
      expect(message).toMatch(/^Quiesce asks to [a-z].*\.$/)
    }
  })
})

describe('the tools that make and check packages', () => {
  it('are all installed where everything is tested', () => {
    const words = new Set(readFileSync(join(build, '../.ci/run'), 'utf8').split(/\s+/))
    const tools = [...Object.keys(installerPackages), 'librsvg2-bin']
    expect(tools.filter((name) => !words.has(name))).toEqual([])
  })

  it('are named where they are missing', () => {
    expect(whyNoInstallers()).toMatch(/^$|apt install [a-z]|Debian/)
  })
})

describe('files that start something by themselves', () => {
  it('are none: a start at login is chosen in the settings', () => {
    expect(existsSync(join(build, 'linux/autostart'))).toBe(false)
    expect(read('installers/stage.mjs')).not.toMatch(/autostart|systemd\/(system|user)/)
  })
})
