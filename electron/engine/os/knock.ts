/** Whether somebody is behind a Unix socket: the kernel finds it by its inode, whatever it is called. */
import { createConnection } from 'node:net'
import { errnoOf } from '../errno.ts'

export type Knock = 'nobody' | 'somebody' | 'not-permitted'

const limitMs = 300

/**
 * connect(2): ECONNREFUSED where no socket is bound to this inode, or none that listens; EPROTOTYPE
 * and EAGAIN where one is. Where somebody listens, it sees a connection that ends at once, so it is
 * asked only where the tables of the kernel know of nobody.
 */
export function knock(path: string): Promise<Knock> {
  return new Promise((resolve) => {
    const socket = createConnection({ path })
    const end = (answer: Knock): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(limitMs, () => {
      end('somebody')
    })
    socket.once('connect', () => {
      end('somebody')
    })
    socket.once('error', (error) => {
      const code = errnoOf(error)
      if (code === 'ECONNREFUSED') end('nobody')
      else end(['EACCES', 'EPERM', 'EINVAL'].includes(code ?? '') ? 'not-permitted' : 'somebody')
    })
  })
}
