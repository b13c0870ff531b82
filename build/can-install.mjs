/** Whether this machine can make packages and try them in a throw-away root (test/installers/). */
import { existsSync } from 'node:fs'
import { missingPackages } from './can-boot.mjs'

/** A file of each Debian package that these tests use. */
export const installerPackages = {
  apparmor: ['/usr/sbin/apparmor_parser'],
  appstream: ['/usr/bin/appstreamcli'],
  binutils: ['/usr/bin/strip', '/usr/bin/readelf'],
  'desktop-file-utils': ['/usr/bin/desktop-file-validate'],
  fish: ['/usr/bin/fish'],
  gcc: ['/usr/bin/cc'],
  'groff-base': ['/usr/bin/groff'],
  'libxml2-utils': ['/usr/bin/xmllint'],
  lintian: ['/usr/bin/lintian'],
  polkitd: ['/usr/share/polkit-1/policyconfig-1.dtd'],
  rpm: ['/usr/bin/rpm', '/usr/bin/rpmbuild'],
  zsh: ['/usr/bin/zsh'],
}

/** Why no packages are made here, as a sentence without a full stop; '' where they can be. */
export function whyNoInstallers() {
  if (!existsSync('/usr/bin/dpkg-deb')) return 'Not a Debian. Run the tests on one'
  const packages = missingPackages(installerPackages)
  return packages.length > 0 ? `No tools for packages. apt install ${packages.join(' ')}` : ''
}
