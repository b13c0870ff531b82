import { createServer, type Server } from 'node:net'
import { errnoOf } from '../errno.ts'

/**
 * Something that one Quiesce of a user does at a time: whoever binds this name in the abstract socket
 * namespace (unix(7)). The kernel gives it back when the process is gone, however that went.
 */
export class OnlyOne {
  readonly #name: string
  #server: Server | null = null

  constructor(what: string, uid: number) {
    this.#name = `\0quiesce-${what}-${uid}`
  }

  /** True once it is ours; false while another has it. */
  async take(): Promise<boolean> {
    if (this.#server) return true
    const server = createServer((socket) => socket.destroy())
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error) => {
        if (errnoOf(error) === 'EADDRINUSE') resolve(false)
        else reject(error)
      })
      server.listen(this.#name, () => {
        resolve(true)
      })
    })
    if (taken) {
      // Having it keeps no Quiesce from ending.
      server.unref()
      this.#server = server
    }
    return taken
  }

  release(): void {
    this.#server?.close()
    this.#server = null
  }
}
