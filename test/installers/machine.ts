/** A machine to install on: a private host, and the programs of AppArmor that it has not. */
import type { PlainHost } from '../hosts/plain-host.ts'

/** Where the stand-in for AppArmor's parser notes what it was asked. */
const asked = '/var/log/apparmor-asked'

/** Spares seconds at each change: the index of all man pages is not made anew. */
export async function forgetManIndex(host: PlainHost): Promise<void> {
  await host.run(['rm', '-f', '/var/lib/man-db/auto-update'])
}

/** AppArmor that is on and takes every profile, and a root that is no chroot; where rpm looks, too. */
export function addAppArmor(host: PlainHost): void {
  const programs = {
    apparmor_status: 'exit 0',
    apparmor_parser: `echo "$@" >>${asked}`,
    ischroot: 'exit 1',
  }
  for (const [name, text] of Object.entries(programs)) {
    host.writeFile(`/usr/sbin/${name}`, `#!/bin/sh\n${text}\n`, 0o755)
  }
}

/** What the parser was asked so far, a line each time. */
export const askedOfAppArmor = (host: PlainHost): string[] =>
  (host.readFile(asked) ?? '').split('\n').filter((line) => line !== '')

/** Where packages put files; the whole of /usr would take seconds each time. */
const places =
  '/etc /opt /run /usr/bin /usr/sbin /usr/lib/quiesce /usr/share/applications ' +
  '/usr/share/bash-completion /usr/share/doc/quiesce /usr/share/fish /usr/share/icons ' +
  '/usr/share/licenses /usr/share/lintian/overrides /usr/share/man/man1 /usr/share/metainfo ' +
  '/usr/share/mime/packages /usr/share/polkit-1 /usr/share/zsh'

/** Every file of ours there, and all that starts at login. */
export async function listOurs(host: PlainHost): Promise<string[]> {
  const which = "'(' -ipath '*quiesce*' -o -path '/etc/xdg/autostart/*' ')' -not -path /opt/quiesce"
  // Not all of these folders are on every machine.
  const found = await host.run(['sh', '-c', `find ${places} -xdev ${which} 2>/dev/null; true`])
  return found
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()
}

/** Mode, owner and path of everything below these places, as `755 root root /path`. */
export async function listModes(host: PlainHost, paths: readonly string[]): Promise<string[]> {
  const found = await host.run(['find', ...paths, '-printf', '%m %u %g %p\\n'])
  return found.trim().split('\n').toSorted()
}
