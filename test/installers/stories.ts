/** The life of a package on a machine: installed, upgraded while Quiesce runs, removed, purged. */
import { once } from 'node:events'
import type { PlainHost } from '../hosts/plain-host.ts'
import { addAppArmor, askedOfAppArmor, listModes, listOurs } from './machine.ts'
import type { Packages } from './packages.ts'

/** What was seen on the way. */
export interface Story {
  readonly before: readonly string[]
  readonly installed: readonly string[]
  readonly modes: readonly string[]
  /** What the package manager says of files that are not as it left them; '' for nothing. */
  readonly verified: string
  readonly version: string
  readonly list: unknown
  readonly listOfPerson: unknown
  readonly desktop: string
  readonly menu: string
  readonly runsAfterUpgrade: boolean
  readonly upgradedTo: string
  readonly profiles: Readonly<Record<'installed' | 'upgraded' | 'removed', boolean>>
  readonly asked: readonly string[]
  readonly changedConfiguration: Readonly<Record<'upgraded' | 'removed', string | null>>
  readonly home: readonly (string | null)[]
  readonly removed: readonly string[]
  readonly purged: readonly string[]
}

/** The commands of a package manager; dependencies are not asked, as they are not installed here. */
interface Manager {
  readonly install: readonly string[]
  readonly upgrade: readonly string[]
  readonly older: string
  readonly newer: string
  readonly verify: readonly string[]
  readonly version: readonly string[]
  readonly remove: readonly string[]
  /** Where a changed file of configuration is once the package is removed. */
  readonly kept: string
  readonly purge: readonly string[] | null
}

const configuration = '/etc/quiesce/services.d/README'

/** dpkg(1). */
export const tellDebStory = (host: PlainHost, { olderDeb, deb }: Packages): Promise<Story> =>
  tell(host, {
    install: ['dpkg', '--force-depends', '-i'],
    upgrade: ['dpkg', '--force-depends', '--force-confold', '-i'],
    ...{ older: olderDeb, newer: deb },
    // The changed file of configuration is meant.
    verify: ['sh', '-c', `dpkg -V quiesce | grep -v ${configuration}; true`],
    version: ['dpkg-query', '-W', '-f', '${Version}', 'quiesce'],
    remove: ['dpkg', '-r', 'quiesce'],
    kept: configuration,
    purge: ['dpkg', '-P', 'quiesce'],
  })

/** rpm(8), which Debian's wants to be told that it is meant. */
export const tellRpmStory = (host: PlainHost, { olderRpm, rpm }: Packages): Promise<Story> =>
  tell(host, {
    install: ['rpm', '--force-debian', '--nodeps', '-i'],
    upgrade: ['rpm', '--force-debian', '--nodeps', '-U'],
    ...{ older: olderRpm, newer: rpm },
    verify: ['sh', '-c', `rpm -V --nodeps quiesce | grep -v ${configuration}; true`],
    version: ['rpm', '-q', '--queryformat', '%{VERSION}', 'quiesce'],
    remove: ['rpm', '--force-debian', '-e', 'quiesce'],
    kept: `${configuration}.rpmsave`,
    purge: null,
  })

async function tell(host: PlainHost, manager: Manager): Promise<Story> {
  const before = await listOurs(host)
  addAppArmor(host)
  const askedBefore = askedOfAppArmor(host).length
  const [yaml, journal] = [
    '.config/quiesce/services.yaml',
    '.local/state/quiesce/journal/1.jsonl',
  ].map((path) => `/home/person/${path}`) as [string, string]
  host.writeFile(yaml, 'configuration\n')
  host.writeFile(journal, 'journal\n')
  await host.run(['chown', '-R', 'person:', '/home/person'])
  const hasProfile = (): boolean => host.readFile('/etc/apparmor.d/quiesce-desktop') !== null

  await host.run([...manager.install, manager.older])
  const profileInstalled = hasProfile()
  const running = host.start(['/usr/bin/quiesce-desktop', '--stay'])
  if (running.child.stdout !== null) await once(running.child.stdout, 'data')
  host.writeFile(configuration, 'ours\n')
  await host.run([...manager.upgrade, manager.newer])
  const upgraded = {
    runsAfterUpgrade: running.outsidePid !== null,
    upgradedTo: await host.run(manager.version),
    verified: await host.run(manager.verify),
    installed: await listOurs(host),
    modes: await listModes(host, ['/opt/Quiesce', '/usr/lib/quiesce', '/etc/quiesce']),
    ...(await tryPrograms(host)),
  }
  const changed = host.readFile(configuration)
  const profileUpgraded = hasProfile()
  running.kill('SIGKILL')
  await running.ended()

  await host.run(manager.remove)
  const afterRemoval = {
    removed: await listOurs(host),
    changedConfiguration: { upgraded: changed, removed: host.readFile(manager.kept) },
    profiles: { installed: profileInstalled, upgraded: profileUpgraded, removed: hasProfile() },
  }
  if (manager.purge !== null) await host.run(manager.purge)
  return {
    before,
    ...upgraded,
    ...afterRemoval,
    asked: askedOfAppArmor(host).slice(askedBefore),
    home: [yaml, journal].map((path) => host.readFile(path)),
    purged: await listOurs(host),
  }
}

/** Starts what was installed, as people do. */
async function tryPrograms(
  host: PlainHost,
): Promise<Pick<Story, 'version' | 'list' | 'listOfPerson' | 'desktop' | 'menu'>> {
  const entry = host.readFile('/usr/share/applications/io.github.quiesce.Quiesce.desktop') ?? ''
  const exec = /^Exec=(.*) %U$/m.exec(entry)?.[1] ?? ''
  const list = ['quiesce', 'list', '--json']
  return {
    version: (await host.run(['quiesce', '--version'])).trim(),
    list: lastLine(await host.run(list)),
    listOfPerson: lastLine(await host.run(list, { user: 'person' })),
    desktop: (await host.run(['quiesce-desktop', '--hidden'])).trim(),
    menu: (await host.run([exec])).trim(),
  }
}

function lastLine(text: string): unknown {
  return JSON.parse(text.trim().split('\n').at(-1) ?? 'null')
}
