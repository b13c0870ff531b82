import { causeOf, errnoWords } from '../../errno.ts'
import { countClients, parseConnections, type Connection } from '../../parse/connections.ts'
import { errorCode } from '../proc-reader.ts'
import type { Clients } from './ports.ts'
import { readAtMost } from './read-at-most.ts'

export interface ClientsOptions {
  /** Instead of `/proc`. */
  readonly root?: string
  /** Instead of 16 MiB a table: about 100,000 connections. */
  readonly mostBytes?: number
}

const readTable = (path: string, mostBytes: number): string => {
  const { text, whole } = readAtMost(path, mostBytes)
  if (!whole) throw new RangeError('the table of connections is too long to be read')
  return text
}

/** '' where this kernel has no IPv6. */
function readTable6(path: string, mostBytes: number): string {
  try {
    return readTable(path, mostBytes)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  }
}

/**
 * Who is connected to ports of this machine, by the kernel's tables of TCP, which everybody may
 * read; a service with PrivateNetwork= has tables of its own. Ports without a connection are left
 * out.
 */
export function createClients(options: ClientsOptions = {}): Clients {
  const { root = '/proc', mostBytes = 16 * 1024 * 1024 } = options
  const read = (folder: string, ports: ReadonlySet<number>): readonly Connection[] => [
    ...parseConnections(readTable(`${folder}/tcp`, mostBytes), ports),
    ...parseConnections(readTable6(`${folder}/tcp6`, mostBytes), ports),
  ]
  return {
    connectedTo(ports, inNetworkOf) {
      if (ports.length === 0) return []
      try {
        return countClients(read(`${root}/${inNetworkOf ?? 'self'}/net`, new Set(ports)))
      } catch (error) {
        return errorCode(error) === null ? causeOf(error) : errnoWords(error)
      }
    },
  }
}
