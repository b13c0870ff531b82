/** Somebody inside a host who looks at its daemons: one engine for all of them, asked line by line. */
import { createInterface } from 'node:readline'
import type { RequestInput, RequestName, RequestOutputs } from '../../../shared/contract.ts'
import type { Result } from '../../../shared/errors.ts'
import { createInTurn } from '../../../electron/engine/in-turn.ts'
import type { HostProcess } from '../../hosts/host-process.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import type { Looker } from '../diagnosis/look.ts'

export interface Asked {
  readonly id: number
  readonly name: RequestName
  readonly input: never
}

export type Answered =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly lost: string }

const script = `${PrivateHost.checkout}/test/live/daemons/onlooker-inside.ts`

export class Onlooker implements Looker {
  readonly inTurn = createInTurn()
  readonly engine = {
    request: <K extends RequestName>(name: K, input: RequestInput<K>) => this.#ask(name, input),
  }
  readonly #process: HostProcess
  readonly #waiting = new Map<number, (answered: Answered) => void>()
  #asked = 0

  /** Starts it; it goes with the host. */
  constructor(host: PrivateHost) {
    this.#process = host.start([PrivateHost.node, '--no-warnings', script])
    const { child } = this.#process
    let said = ''
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    child.once('exit', () => {
      for (const [id, done] of this.#waiting) done({ id, lost: `nobody looks any more: ${said}` })
    })
    if (child.stdout === null) throw new Error('it has no stdout')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answered = JSON.parse(line) as Answered
      this.#waiting.get(answered.id)?.(answered)
      this.#waiting.delete(answered.id)
    })
  }

  async #ask<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> {
    const id = (this.#asked += 1)
    const answered = await new Promise<Answered>((done) => {
      this.#waiting.set(id, done)
      this.#process.child.stdin?.write(`${JSON.stringify({ id, name, input })}\n`)
    })
    if ('lost' in answered) throw new Error(`${name}: ${answered.lost}`)
    return answered.result as Result<RequestOutputs[K]>
  }
}
