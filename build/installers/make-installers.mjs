/** Makes installers of what stands in dist/. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeDebianChangelog } from './changelog.mjs'
import { stripNative } from './native.mjs'
import { configure } from './config.mjs'
import { stage } from './stage.mjs'
import { writeThirdParty } from './third-party.mjs'

/** Formats by the system that electron-builder makes them for. */
export const formats = /** @type {const} */ ({
  linux: ['deb', 'rpm', 'AppImage', 'tar.gz', 'dir'],
  windows: ['nsis'],
  mac: ['dmg'],
})

/** @typedef {'linux' | 'windows' | 'mac'} System */

/** Sorts names of formats by system; throws on one that there is none of. @param {readonly string[]} wanted */
export function sortFormats(wanted) {
  /** @type {Record<System, string[]>} */
  const sorted = { linux: [], windows: [], mac: [] }
  for (const name of wanted) {
    const systems = /** @type {System[]} */ (Object.keys(formats))
    const system = systems.find((each) =>
      /** @type {readonly string[]} */ (formats[each]).includes(name),
    )
    if (system === undefined) throw new Error(`There is no format ${name}.`)
    sorted[system].push(name)
  }
  return sorted
}

/**
 * @typedef {object} Making
 * @property {string} root the checkout
 * @property {string} native the folder of the built native programs
 * @property {string} output
 * @property {readonly string[]} wanted formats
 * @property {string} [electronDist]
 */

/**
 * Stages what goes beside the application, then has electron-builder make the formats.
 * @param {Making} making
 * @returns {Promise<string[]>} the files that were made
 */
export async function makeInstallers({ root, native, output, wanted, electronDist }) {
  const { linux, windows, mac } = sortFormats(wanted)
  const staged = join(output, 'staged')
  await stageAll(root, native, staged)
  const { build } = await import('electron-builder')
  return build({
    projectDir: root,
    config: configure({ root, staged, output, ...(electronDist && { electronDist }) }),
    ...(linux.length > 0 && { linux }),
    ...(windows.length > 0 && { win: windows }),
    ...(mac.length > 0 && { mac }),
    publish: 'never',
  })
}

/**
 * Throws where something of it has not been built.
 * @param {string} root @param {string} native @param {string} folder
 */
export async function stageAll(root, native, folder) {
  const needed = [
    'dist/cli.js',
    'dist/cli-main.js',
    'dist/desktop/main.js',
    'dist/renderer/index.html',
  ]
  const missing = needed.map((path) => join(root, path)).find((path) => !existsSync(path))
  if (missing !== undefined) throw new Error(`${missing} is not there. Run: npm run build`)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? Math.floor(Date.now() / 1000))
  const date = new Date(epoch * 1000).toISOString().slice(0, 10)
  const stripped = join(folder, 'native')
  stripNative(native, stripped)
  const source = { root, native: stripped, version, date, commands: await loadCommands(root) }
  for (const format of /** @type {const} */ (['deb', 'rpm'])) {
    stage(source, format, join(folder, format))
  }
  const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  writeFileSync(join(folder, 'changelog'), writeDebianChangelog(changes, { version, epoch }))
  writeFileSync(join(folder, 'THIRD-PARTY.txt'), writeThirdParty(root))
  stageCli(root, join(folder, 'cli'))
}

/** The command line and the console's window, outside Electron's archive. @param {string} root @param {string} folder */
function stageCli(root, folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const dist = join(root, 'dist')
  const filter = (/** @type {string} */ path) => !path.endsWith('.map')
  cpSync(join(dist, 'renderer'), join(folder, 'renderer'), { recursive: true, filter })
  for (const name of readdirSync(dist).filter((each) => /^cli-main.*\.js$/.test(each))) {
    copyFileSync(join(dist, name), join(folder, name))
  }
  // Its first line names a Node that need not be there; /usr/bin/quiesce names ours.
  const launcher = readFileSync(join(dist, 'cli.js'), 'utf8').replace(/^#!.*\n/, '')
  writeFileSync(join(folder, 'cli.js'), launcher)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
}

/**
 * What the command line says of itself, from its sources, which Node reads as they are.
 * @param {string} root
 * @returns {Promise<readonly import('./command-shape.mjs').CommandShape[]>}
 */
async function loadCommands(root) {
  const file = join(root, 'electron', 'cli', 'commands.ts')
  return (await import(pathToFileURL(file).href)).commands
}
