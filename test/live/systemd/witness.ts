/** A process with the name, executable and user of a unit's, outside of the unit: nobody may touch it. */
import type { HostProcess } from '../../hosts/host-process.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'

export interface Witness {
  /** Lives, and heard no signal. */
  readonly isUntouched: () => boolean
  /** What it said: the signals that it heard. */
  readonly heard: () => string
}

/** Starts what the first ExecStart= of a unit's text starts, as its user; waits until it is ready. */
export async function startWitness(host: SystemdHost, unitText: string): Promise<Witness | null> {
  const command = /^ExecStart=(.*)$/m.exec(unitText)?.[1] ?? ''
  const user = /^User=(.*)$/m.exec(unitText)?.[1]
  const actor = /(\/\S+\/actor) (.*?)(?: &|"|$)/.exec(command)
  const argv = actor === null ? command.split(' ') : [actor[1] ?? '', ...rolesOf(actor[2] ?? '')]
  if (actor === null && !command.includes('bash-traps')) return null
  const started = host.start(argv, user === undefined ? {} : { user })
  const said = await hear(started)
  return {
    isUntouched: () => started.outsidePid !== null && said.text === 'main is ready\n',
    heard: () => said.text,
  }
}

/** The roles alone: pid files, sockets and notifications belong to the unit; others' cgroups, too. */
const rolesOf = (args: string): string[] =>
  args
    .split(' ')
    .filter((word) => !word.startsWith('--') || word.startsWith('--as='))
    .map((word) => word.replace(/^(chain|bomb):.*/, 'ignores').replace(/\+.*/, ''))

async function hear({ child }: HostProcess): Promise<{ text: string }> {
  const said = { text: '' }
  await new Promise<void>((ready, failed) => {
    child.once('exit', () => {
      failed(new Error(`the witness ended: ${said.text}`))
    })
    child.stdout?.on('data', (text: Buffer) => {
      said.text += text.toString()
      if (said.text.includes('ready')) ready()
    })
  })
  return said
}
