import { unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { errnoOf } from '../errno.ts'

/**
 * Something that one Quiesce of a user does at a time: whoever listens on this socket. It lies in a
 * folder that is the user's alone, since a name that anybody may bind could be taken away from root.
 * The kernel lets go of it when the process is gone, however that went; the file that it leaves is
 * cleared away by the next who asks.
 */
export class OnlyOne {
  readonly #path: string
  #server: Server | null = null

  /** `path` of the socket, in a folder with mode 0700; at most 107 bytes (unix(7)). */
  constructor(path: string) {
    this.#path = path
  }

  /** True once it is ours; false while another has it. Throws the system's error for all else. */
  async take(): Promise<boolean> {
    if (this.#server) return true
    if (await this.#listen()) return true
    if (await isAnswered(this.#path)) return false
    // Nobody is behind it any more.
    unlinkSync(this.#path)
    return this.#listen()
  }

  release(): void {
    // Closing a server takes its file away as well.
    this.#server?.close()
    this.#server = null
  }

  async #listen(): Promise<boolean> {
    const server = createServer((socket) => socket.destroy())
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error) => {
        if (errnoOf(error) === 'EADDRINUSE') resolve(false)
        else reject(error)
      })
      server.listen(this.#path, () => {
        resolve(true)
      })
    })
    if (!taken) return false
    // Having it keeps no Quiesce from ending.
    server.unref()
    this.#server = server
    return true
  }
}

/** Somebody listens behind this socket. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const finish = (answered: boolean): void => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => {
      finish(true)
    })
    socket.once('error', (error) => {
      finish(errnoOf(error) !== 'ECONNREFUSED')
    })
  })
}
