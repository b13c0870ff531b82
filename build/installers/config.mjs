/** What electron-builder is told. */
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fuses } from './fuses.mjs'
import * as names from './names.mjs'

/** Of the formats with a package manager: what Electron loads, by Debian's names of now and before. */
const debDepends = [
  // The native programs are built on Debian 12, and ask for no newer C library than this.
  'libc6 (>= 2.34)',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libgbm1',
  'libasound2t64 | libasound2',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libxss1',
  'libxtst6',
  'libuuid1',
  'xdg-utils',
]

/** Without them: one's own services only; no icon in some trays; a token in a weaker store. */
const debRecommends = [
  'polkitd | policykit-1',
  'pkexec | policykit-1 (<< 121)',
  'libayatana-appindicator3-1',
  'libsecret-1-0',
]

const rpmDepends = [
  'glibc >= 2.34',
  '(gtk3 or libgtk-3-0)',
  '(libnotify or libnotify4)',
  '(nss or mozilla-nss)',
  '(mesa-libgbm or libgbm1)',
  '(alsa-lib or libasound2)',
  '(at-spi2-core or libatspi0)',
  '(libXScrnSaver or libXss1)',
  '(libXtst or libXtst6)',
  '(libuuid or libuuid1)',
  'xdg-utils',
]

/** @param {string} name @param {string} option */
const action = (name, option) => ({ Name: name, Exec: `${names.desktopName} --${option}` })

/**
 * @typedef {object} Places
 * @property {string} root the checkout
 * @property {string} staged what `stageAll` made
 * @property {string} output
 * @property {string} [electronDist] an unpacked Electron; without it, electron-builder downloads one
 * @property {string} [electronVersion]
 */

/** @param {Places} places @returns {import('electron-builder').Configuration} */
export function configure({ root, staged, output, electronDist, electronVersion }) {
  const icons = join(root, 'build', 'icons')
  const experimental = 'quiesce-experimental-${version}-${os}-${arch}.${ext}'
  return {
    appId: names.appId,
    productName: names.productName,
    copyright: 'Copyright © 2026 The Quiesce authors',
    directories: { output, buildResources: icons },
    ...(electronDist !== undefined && { electronDist }),
    ...(electronVersion !== undefined && { electronVersion }),
    // Nothing of npm is installed: the bundles need no packages.
    npmRebuild: false,
    publish: null,
    electronLanguages: ['en-US'],
    extraMetadata: {
      desktopName: `${names.appId}.desktop`,
      homepage: names.homepage,
      author: names.maintainer,
    },
    asar: true,
    files: [
      'dist/desktop/**',
      'dist/renderer/**',
      'package.json',
      '!**/*.map',
      '!node_modules{,/**}',
    ],
    // All of it from elsewhere: what is named here is left out of the archive.
    extraResources: [
      {
        from: join(staged, 'native'),
        to: 'native',
        filter: ['quiesce-signal-helper', 'quiesce-practice'],
      },
      { from: join(staged, 'cli'), to: 'cli' },
      { from: join(staged, 'THIRD-PARTY.txt'), to: 'THIRD-PARTY.txt' },
      ...runtime(root),
    ],
    // For those who unpack it themselves; the packages have it in /usr/bin, too.
    extraFiles: [{ from: join(root, 'build', 'linux', 'quiesce-here'), to: names.packageName }],
    electronFuses: fuses,
    beforePack: (context) => {
      const { electronPlatformName: platform, arch } = context
      const node = join(root, 'node_modules', `node-linux-${archNames[arch] ?? '?'}`, 'bin', 'node')
      if (platform === 'linux' && !existsSync(node)) throw new Error(`${node} is not there.`)
      return Promise.resolve()
    },
    afterPack: ({ appOutDir, electronPlatformName }) => {
      if (electronPlatformName === 'linux') {
        chmodSync(join(appOutDir, 'chrome-sandbox'), 0o4755)
        // What Electron shows where it is given no application.
        rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
      }
      return Promise.resolve()
    },
    linux: {
      target: ['deb', 'rpm', 'AppImage', 'tar.gz'],
      executableName: names.desktopName,
      icon: join(icons, 'app'),
      category: 'System;Monitor',
      maintainer: names.maintainer,
      vendor: 'The Quiesce authors',
      synopsis: names.synopsis,
      description: names.description,
      syncDesktopName: true,
      desktop: {
        entry: {
          GenericName: 'Service control',
          Keywords: 'daemon;service;stop;restart;signal;systemd;',
          StartupNotify: 'true',
          Actions: 'Open;StopAll;Practice;',
        },
        desktopActions: {
          Open: action('Open', 'open'),
          StopAll: action('Stop all…', 'stop-all'),
          Practice: action('Practice', 'practice'),
        },
      },
    },
    deb: {
      packageName: names.packageName,
      packageCategory: 'admin',
      depends: debDepends,
      recommends: debRecommends,
      afterInstall: join(root, 'build', 'installers', 'after-install.sh'),
      afterRemove: join(root, 'build', 'installers', 'after-remove.sh'),
      fpm: [
        ...['--deb-changelog', join(staged, 'changelog')],
        ...['--deb-suggests', 'gnome-shell-extension-appindicator'],
        // Stacks and cores of a daemon, on request.
        ...['--deb-suggests', 'elfutils', '--deb-suggests', 'gdb'],
        `${join(staged, 'deb')}/=/`,
      ],
    },
    rpm: {
      packageName: names.packageName,
      depends: rpmDepends,
      afterInstall: join(root, 'build', 'installers', 'after-install.sh'),
      afterRemove: join(root, 'build', 'installers', 'after-remove.sh'),
      fpm: [
        ...['--config-files', '/etc/quiesce/services.d/README'],
        // Else the folders stay when the package goes.
        ...[
          '/opt/Quiesce',
          '/usr/lib/quiesce',
          '/etc/quiesce',
          '/usr/share/licenses/quiesce',
        ].flatMap((folder) => ['--directories', folder]),
        ...['--rpm-tag', 'Recommends: polkit'],
        ...['--rpm-tag', 'Suggests: elfutils', '--rpm-tag', 'Suggests: gdb'],
        // Else two applications on the same Electron want the same file of debugging symbols' links.
        ...['--rpm-rpmbuild-define', '_build_id_links none'],
        `${join(staged, 'rpm')}/=/`,
      ],
    },
    // These have no root helper and no polkit actions: what is root's is left to `sudo quiesce`.
    appImage: { artifactName: 'Quiesce-${version}-${arch}.AppImage' },
    // Quiesce stops daemons on Linux alone; elsewhere its window opens and says so.
    win: { target: ['nsis'], icon: join(icons, 'app', '512x512.png'), artifactName: experimental },
    mac: {
      target: ['dmg'],
      icon: join(icons, 'app', '512x512.png'),
      category: 'public.app-category.utilities',
      artifactName: experimental,
      identity: null,
    },
  }
}

/** electron-builder's numbers of architectures. @type {Readonly<Record<number, string>>} */
const archNames = { 1: 'x64', 3: 'arm64' }

/** The Node that the command line runs on; only Linux has a command line. @param {string} root */
function runtime(root) {
  const node = join(root, 'node_modules', 'node-${os}-${arch}')
  return [
    { from: join(node, 'bin', 'node'), to: 'runtime/node' },
    { from: join(node, 'LICENSE'), to: 'runtime/LICENSE' },
  ]
}
