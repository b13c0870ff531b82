#!/usr/bin/env node
/**
 * Stands in for fpm, which no Debian package has: takes the arguments that electron-builder gives it
 * and makes the package with dpkg-deb or rpmbuild, uncompressed. Scripts are taken as they are and
 * whatever is in /etc is a conffile of a deb, as fpm does it. Where OLDER_VERSION
 * names one, the same is made again beside it as that version (older-NAME), without the Node.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const alone = new Set(['--force', '--debug'])
/** @type {Record<string, string[]>} */
const given = {}
/** @type {[string, string][]} */
const inputs = []
const words = process.argv.slice(2)
for (let i = 0; i < words.length; i += 1) {
  const word = words[i] ?? ''
  if (alone.has(word)) continue
  if (word.startsWith('-')) (given[word] ??= []).push(words[(i += 1)] ?? '')
  else inputs.push([word.slice(0, word.lastIndexOf('=')), word.slice(word.lastIndexOf('=') + 1)])
}
const one = (/** @type {string} */ name) => given[name]?.[0] ?? ''
const all = (/** @type {string} */ name) => given[name] ?? []

process.umask(0o022)
const work = mkdtempSync(join(tmpdir(), 'quiesce-fpm-'))
const tree = join(work, 'tree')
for (const [from, to] of inputs) {
  const target = join(tree, to)
  mkdirSync(from.endsWith('/') ? target : dirname(target), { recursive: true })
  execFileSync('cp', ['-a', ...(from.endsWith('/') ? [`${from}.`] : [from]), target])
}
// Folders are made anew by fpm, whatever they were.
execFileSync('find', [tree, '-type', 'd', '-exec', 'chmod', '755', '{}', '+'])
const make = one('-t') === 'deb' ? makeDeb : makeRpm
make(one('--version'), one('--package'))
const { OLDER_VERSION: older } = process.env
if (older !== undefined) {
  rmSync(join(tree, 'opt/Quiesce/resources/runtime/node'), { force: true })
  rmSync(join(tree, 'DEBIAN'), { recursive: true, force: true })
  make(older, join(dirname(one('--package')), `older-${basename(one('--package'))}`))
}
rmSync(work, { recursive: true })

/** @param {string} version @param {string} target */
function makeDeb(version, target) {
  const doc = join(tree, 'usr/share/doc', one('--name'))
  mkdirSync(doc, { recursive: true })
  const changes = readFileSync(one('--deb-changelog'), 'utf8').replace(/\(.*?\)/, `(${version})`)
  writeFileSync(join(doc, 'changelog.gz'), gzipSync(changes, { level: 9 }))
  const control = join(tree, 'DEBIAN')
  mkdirSync(control)
  const list = (/** @type {string} */ args) =>
    execFileSync('sh', ['-c', `find . -path ./DEBIAN -prune -o -type f ${args}`], {
      cwd: tree,
      encoding: 'utf8',
    })
  const size = execFileSync('du', ['-sk', '--apparent-size', tree], { encoding: 'utf8' }).split(
    '\t',
  )[0]
  const [synopsis, ...description] = one('--description').split('\n')
  const fields = {
    Package: one('--name'),
    Version: version,
    License: one('--license'),
    Vendor: one('--vendor'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': size,
    Depends: all('-d').join(', '),
    Recommends: all('--deb-recommends').join(', '),
    Suggests: all('--deb-suggests').join(', '),
    Section: one('--category'),
    Priority: one('--deb-priority'),
    Homepage: one('--url'),
    Description: [synopsis, ...description.map((line) => ` ${line.trim()}`)].join('\n'),
  }
  const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  writeFileSync(join(control, 'control'), text.join(''))
  writeFileSync(join(control, 'conffiles'), list("-path './etc/*' -print").replaceAll('./', '/'))
  writeFileSync(
    join(control, 'md5sums'),
    list('-print0 | xargs -0 md5sum').replaceAll('  ./', '  '),
  )
  for (const [script, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    cpSync(one(option ?? ''), join(control, script ?? ''))
    chmodSync(join(control, script ?? ''), 0o755)
  }
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '-b', tree, target])
}

/** @param {string} version @param {string} target */
function makeRpm(version, target) {
  const files = execFileSync('find', ['.', '-type', 'f'], { cwd: tree, encoding: 'utf8' })
  const folders = all('--directories').flatMap((path) =>
    execFileSync('find', [join('.', path), '-type', 'd'], { cwd: tree, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((found) => `/${found}`.replace(/^\/(\.\/)?/, '/')),
  )
  const conffiles = new Set(all('--config-files'))
  const list = files
    .trim()
    .split('\n')
    .map((path) => path.slice(1))
  const spec = [
    ...all('--rpm-rpmbuild-define').map((define) => `%define ${define}`),
    '%define __spec_install_post %{nil}\n%define debug_package %{nil}\nAutoReqProv: no',
    `Name: ${one('--name')}\nVersion: ${version}\nRelease: 1\nSummary: ${one('--rpm-summary')}`,
    `License: ${one('--license')}\nURL: ${one('--url')}\nVendor: ${one('--vendor')}\nPackager: ${one('--maintainer')}`,
    ...all('-d').map((name) => `Requires: ${name}`),
    ...all('--rpm-tag'),
    `%description\n${one('--description')}`,
    `%post\n${readFileSync(one('--after-install'), 'utf8')}`,
    `%postun\n${readFileSync(one('--after-remove'), 'utf8')}`,
    '%files\n%defattr(-,root,root,-)',
    ...folders.map((path) => `%dir "${path}"`),
    ...list.map((path) => `${conffiles.has(path) ? '%config(noreplace) ' : ''}"${path}"`),
  ]
  writeFileSync(join(work, 'package.spec'), `${spec.join('\n')}\n`)
  const defines = [`_topdir ${work}`, `_rpmdir ${work}/${version}`, '_binary_payload w.ufdio']
  execFileSync('rpmbuild', [
    ...['-bb', '--quiet', '--target', one('--architecture'), '--buildroot', tree, '--noclean'],
    ...defines.flatMap((define) => ['--define', define]),
    join(work, 'package.spec'),
  ])
  execFileSync('sh', ['-c', `cp ${work}/${version}/*/*.rpm "$1"`, 'sh', target])
}
