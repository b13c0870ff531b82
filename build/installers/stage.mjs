/**
 * Lays out what the packages put beside the application: a folder that is copied to / as it stands,
 * one for each format, with modes that do not depend on anybody's umask.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeBashCompletion, writeFishCompletion, writeZshCompletion } from './completions.mjs'
import { writeManPage } from './man-page.mjs'
import { desktopName, packageName } from './names.mjs'

/** @typedef {import('./command-shape.mjs').CommandShape} CommandShape */
/** @typedef {{ path: string, text: string | Buffer, program?: boolean }} StagedFile */

/**
 * @typedef {object} Source
 * @property {string} root the checkout
 * @property {string} native the folder of the stripped native programs
 * @property {readonly CommandShape[]} commands
 * @property {string} version
 * @property {string} date as 2026-11-22
 */

/** gzip as Debian wants it: best, and without name and time. @param {string} text */
const zip = (text) => gzipSync(text, { level: 9 })

/** @param {Source} source @param {'deb' | 'rpm'} format @returns {StagedFile[]} */
export function listStaged(source, format) {
  const { root, native, commands, version, date } = source
  const read = (/** @type {string} */ path) => readFileSync(join(root, 'build', path), 'utf8')
  const linux = (/** @type {string} */ name) =>
    read(`linux/${name}`).replaceAll('@VERSION@', version).replaceAll('@DATE@', date)
  const zsh = format === 'deb' ? 'vendor-completions' : 'site-functions'
  return [
    { path: `usr/bin/${packageName}`, text: linux('quiesce'), program: true },
    { path: `usr/bin/${desktopName}`, text: linux('quiesce-desktop'), program: true },
    {
      path: 'usr/lib/quiesce/quiesce-root-helper',
      text: readFileSync(join(native, 'quiesce-root-helper')),
      program: true,
    },
    {
      path: 'usr/share/polkit-1/actions/io.github.quiesce.policy',
      text: linux('io.github.quiesce.policy'),
    },
    {
      path: 'usr/share/metainfo/io.github.quiesce.Quiesce.metainfo.xml',
      text: linux('io.github.quiesce.Quiesce.metainfo.xml'),
    },
    {
      path: `usr/share/icons/hicolor/scalable/apps/${desktopName}.svg`,
      text: read('icons/quiesce.svg'),
    },
    {
      path: `usr/share/icons/hicolor/symbolic/apps/${desktopName}-symbolic.svg`,
      text: read('icons/quiesce-symbolic.svg'),
    },
    { path: 'usr/share/man/man1/quiesce.1.gz', text: zip(writeManPage(commands, source)) },
    { path: 'usr/share/man/man1/quiesce-desktop.1.gz', text: zip(linux('quiesce-desktop.1')) },
    {
      path: 'usr/share/bash-completion/completions/quiesce',
      text: writeBashCompletion(commands),
    },
    { path: `usr/share/zsh/${zsh}/_quiesce`, text: writeZshCompletion(commands) },
    {
      path: 'usr/share/fish/vendor_completions.d/quiesce.fish',
      text: writeFishCompletion(commands),
    },
    { path: 'etc/quiesce/services.d/README', text: linux('services.d.README') },
    ...(format === 'deb'
      ? [
          { path: 'usr/share/doc/quiesce/copyright', text: linux('copyright') },
          { path: 'usr/share/lintian/overrides/quiesce', text: linux('lintian-overrides') },
        ]
      : [
          {
            path: 'usr/share/licenses/quiesce/LICENSE',
            text: readFileSync(join(root, 'LICENSE'), 'utf8'),
          },
        ]),
  ]
}

/** Writes them afresh. Throws where something is missing. @param {Source} source @param {'deb' | 'rpm'} format @param {string} folder */
export function stage(source, format, folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const { path, text, program = false } of listStaged(source, format)) {
    const file = join(folder, path)
    makeFolders(folder, dirname(path))
    writeFileSync(file, text)
    chmodSync(file, program ? 0o755 : 0o644)
  }
}

/** @param {string} base @param {string} path */
function makeFolders(base, path) {
  let folder = base
  for (const part of ['', ...path.split('/')]) {
    folder = join(folder, part)
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
  }
}
