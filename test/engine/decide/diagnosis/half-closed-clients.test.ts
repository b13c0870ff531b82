/** Clients to whom the server has said that it is done, and who have not closed their end. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { SocketFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { oneProcess } from './build-facts.ts'
import { makeSocket, socketFile } from './build-parts.ts'

const sentenceWith = (...states: readonly SocketFacts['state'][]): string | undefined =>
  diagnose(
    oneProcess(
      { files: states.map((_, at) => socketFile(10 + at, 10 + at)) },
      {
        more: {
          sockets: states.map((state, at) =>
            makeSocket({ inode: 10 + at, state, localPort: 80, remotePort: 50_000 + at }),
          ),
        },
      },
    ),
  ).diagnosis.findings.find(({ code }) => code === 'waits-for-clients')?.sentence

describe('clients that have not closed the connection', () => {
  it.each<[readonly SocketFacts['state'][], string]>([
    [['FIN_WAIT2'], '1 client that has not closed the connection yet on port 80: 10.0.0.5.'],
    [
      ['FIN_WAIT1', 'FIN_WAIT2'],
      '2 clients that have not closed the connection yet on port 80: 10.0.0.5: 2.',
    ],
    [['ESTABLISHED', 'FIN_WAIT2'], '2 clients still connected on port 80: 10.0.0.5: 2.'],
  ])('%j: "%s"', (states, sentence) => {
    expect(sentenceWith(...states)).toBe(sentence)
  })

  it.each(['TIME_WAIT', 'LAST_ACK', 'CLOSING'])('does not wait for one in %s', (state) => {
    expect(sentenceWith(state)).toBeUndefined()
  })
})
