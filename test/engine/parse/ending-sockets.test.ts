import { describe, expect, it } from 'vitest'
import { parseEndingSockets } from '../../../electron/engine/parse/ending-sockets.ts'

const line = (port: string, state: string, timer: string, inode: number): string =>
  `   3: 0100007F:${port} 0100007F:A31C ${state} 00000000:00000000 ${timer} 00000000     0        0 ${inode} 3 0000000000000000`
const sip = new Set([5060])

describe('connections that end by themselves', () => {
  it('are told with the time that is left', () => {
    const text = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt',
      line('13C4', '06', '03:00000EAF', 0),
      line('13C4', '05', '02:00000064', 0),
    ].join('\n')
    expect(parseEndingSockets(text, sip)).toEqual([
      { port: 5060, state: 'TIME_WAIT', timerMs: 37_590 },
      { port: 5060, state: 'FIN_WAIT2', timerMs: 1000 },
    ])
  })
  it.each([
    ['one that a process holds', line('13C4', '05', '02:00000064', 4711)],
    ['an established one', line('13C4', '01', '00:00000000', 0)],
    ['one that listens', line('13C4', '0A', '00:00000000', 0)],
    ['another port', line('13C5', '06', '03:00000EAF', 0)],
    ['a torn line', line('13C4', '06', '03:00000EAF', 0).slice(0, 50)],
  ])('are not %s', (_, text) => {
    expect(parseEndingSockets(text, sip)).toEqual([])
  })
})
