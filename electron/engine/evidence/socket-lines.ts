/** The kernel's own lines about the sockets of a service. */
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import type { BoundedReads, ReadText } from './bounded-reads.ts'

/** A machine with 100 000 connections has a table of 15 MB; the rest of one is not searched. */
const mostBytes = 8 * 1024 * 1024

/** In which column, counted from 0, each table names the inode of a socket. */
const tables: Readonly<Record<string, number>> = {
  tcp: 9,
  tcp6: 9,
  udp: 9,
  udp6: 9,
  udplite: 9,
  raw: 9,
  raw6: 9,
  icmp: 9,
  unix: 6,
  netlink: 9,
  packet: 8,
}

export interface SocketLines {
  /** Under each table's path its heading and the lines of these sockets; empty tables are left out. */
  linesOf(
    pid: number,
    inodes: ReadonlySet<number>,
  ): Promise<readonly { readonly what: string; readonly text: Known<ReadText> }[]>
}

type Table = Known<{ readonly lines: readonly string[]; readonly cut: boolean }>

function choose(table: Table, column: number, inodes: ReadonlySet<number>): Known<ReadText> {
  if (!isKnown(table)) return table
  const [heading = '', ...lines] = table.lines
  const own = lines.filter((line) => inodes.has(Number(line.trim().split(/\s+/)[column])))
  const text = own.length === 0 ? '' : [heading, ...own].join('\n')
  return { text, cut: table.cut }
}

/** Each network namespace's tables are read once, through the first process that is seen in it. */
export function createSocketLines(reads: BoundedReads): SocketLines {
  const known = new Map<string, Promise<Table>>()
  const read = async (path: string): Promise<Table> => {
    const text = await reads.text(path, mostBytes)
    if (isKnown(text)) return { lines: text.text.split('\n'), cut: text.cut }
    // A kernel without IPv6 has no tcp6.
    return text
  }
  return {
    async linesOf(pid, inodes) {
      if (inodes.size === 0) return []
      const link = await reads.link(`/proc/${pid}/ns/net`)
      const namespace = isKnown(link) ? link : `of ${pid}`
      const found = []
      for (const [name, column] of Object.entries(tables)) {
        const path = `/proc/${pid}/net/${name}`
        const key = `${namespace} ${name}`
        const reading = known.get(key) ?? read(path)
        known.set(key, reading)
        const text = choose(await reading, column, inodes)
        const isAbsent = !isKnown(text) && text.unknown === absent
        const isEmpty = isKnown(text) && text.text === ''
        if (!isAbsent && !isEmpty) found.push({ what: path, text })
      }
      const nothing = unknown('no table of the kernel names its sockets')
      return found.length === 0 ? [{ what: `/proc/${pid}/net`, text: nothing }] : found
    },
  }
}

const absent = 'there is no such file or folder'
