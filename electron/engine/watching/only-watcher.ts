import { createServer, type Server } from 'node:net'
import { errnoOf } from '../errno.ts'

/**
 * Of all Quiesces of one user on this machine one watches: whoever binds this name in the abstract
 * socket namespace (unix(7)). The kernel gives it back when the process is gone, however that went.
 */
export class OnlyWatcher {
  readonly #name: string
  #server: Server | null = null

  constructor(uid: number) {
    this.#name = `\0quiesce-watch-${uid}`
  }

  /** True once it is ours; false while another Quiesce watches. */
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
      // Watching alone keeps no Quiesce from ending.
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
