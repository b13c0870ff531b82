/** Those who start a daemon again as soon as it ends, and how they are called then. */
import type { daemonPackages } from '../../../build/daemon-packages.mjs'
import type { PlainHost } from '../../hosts/plain-host.ts'
import type { RealStage } from './real-stage.ts'

export interface Keeper {
  /** As a person would tell it. */
  readonly title: string
  /** Of the daemon that it keeps: its configuration and its pid file bear that name. */
  readonly name: string
  readonly packages: readonly (keyof typeof daemonPackages)[]
  readonly says: RegExp
  readonly begin: (host: PlainHost, command: string) => void
}

export const keepers: readonly Keeper[] = [
  {
    title: 'runit',
    name: 'kept-by-runit',
    packages: ['tinyproxy', 'runit'],
    says: /^runsv \(\d+\) started it: it keeps services up\.$/,
    begin: (host, command) => {
      host.writeFile('/etc/sv/kept/run', `#!/bin/sh\nexec ${command}\n`, 0o755)
      host.start(['runsv', '/etc/sv/kept'])
    },
  },
  {
    title: 'a job of cron',
    name: 'kept-by-cron',
    packages: ['tinyproxy', 'cron'],
    says: /^cron \(\d+\) started it, as a job\.$/,
    begin: (host, command) => {
      host.writeFile('/etc/cron.d/kept', `@reboot root while :; do ${command}; done\n`)
      host.start(['cron', '-f'])
    },
  },
  {
    title: 'a loop of a shell',
    name: 'kept-by-shell',
    packages: ['tinyproxy'],
    says: /^sh \(\d+\) started it: it is its parent\.$/,
    begin: (host, command) => {
      host.start(['sh', '-c', `while :; do ${command}; done`])
    },
  },
]

/** What was said of who started it again. */
export interface SeenBack {
  readonly outcome: string
  readonly by: string
  /** What would be stopped instead is who started it. */
  readonly instead: string
}

let ports = 8900

/** Keeps a tinyproxy up, has it stopped, and hears who brought it back. */
export async function playKeeper(stage: RealStage, keeper: Keeper): Promise<SeenBack> {
  const { host } = stage
  const { name } = keeper
  const pidFile = `/run/${name}.pid`
  const port = (ports += 1)
  host.writeFile(`/etc/${name}.conf`, `Port ${port}\nListen 127.0.0.1\nPidFile "${pidFile}"\n`)
  keeper.begin(host, `tinyproxy -d -c /etc/${name}.conf`)
  await stage.mainOf(pidFile)
  const { run } = await stage.hang(`pidfile:${pidFile}`, 'restarted')
  const outcome = await stage.outcomeOf(run)
  let back = (await stage.view(run)).watch?.cameBack ?? null
  await stage.until(`it is said who started ${name}`, async () => {
    back = (await stage.view(run)).watch?.cameBack ?? null
    return back !== null
  })
  return { outcome, by: back?.by?.sentence ?? 'nobody', instead: back?.by?.target ?? 'nobody' }
}
