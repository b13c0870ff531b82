import { connect } from 'node:net'
import { later } from '../../../shared/moment.ts'
import { duration } from '../../../shared/wording/numbers.ts'
import { errnoWords } from '../errno.ts'
import type { Clock } from './ports.ts'

/**
 * Why a TCP port of this machine does not answer, as words without a full stop, or null where it does:
 * a connection that is accepted is an answer. It is closed at once, and nothing is sent.
 */
export function askPort(clock: Clock, port: number, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    // "localhost" is both loopback addresses; Node tries one after the other (autoSelectFamily).
    const socket = connect({ host: 'localhost', port, autoSelectFamily: true })
    const finish = (why: string | null): void => {
      disarm()
      socket.destroy()
      resolve(why)
    }
    const disarm = clock.at(later(clock.now(), timeoutMs), () => {
      finish(`port ${port} has not answered in ${duration(timeoutMs)}`)
    })
    socket.once('connect', () => {
      finish(null)
    })
    socket.once('error', (error) => {
      finish(`port ${port} takes no connection: ${errnoWords(error)}`)
    })
  })
}
