/** A child process held in a test's hand: what it was told, and what it says. */
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'

/** One that cannot be killed: as root's helper is to a plain user, of whom Node says so at once. */
export class FakeChild extends EventEmitter {
  readonly pid = 4711
  readonly stdin = new PassThrough()
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  kills = 0

  kill(): boolean {
    this.kills += 1
    this.emit('error', Object.assign(new Error('kill EPERM'), { code: 'EPERM' }))
    return false
  }

  /** Ends it, with these last words on its standard error. */
  exit(status: number, words = ''): void {
    this.stderr.write(words)
    setImmediate(() => this.emit('close', status, null))
  }
}
