/**
 * Who has certain files, sockets and folders open, mapped, or stands in them, by /proc. A thing
 * that travels inside a socket (SCM_RIGHTS), or that only one thread has open after
 * unshare(CLONE_FILES), cannot be seen there.
 */
import { basename } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { Holder, Holding } from '../decide/leftovers/facts.ts'
import { parseFdInfo } from '../parse/fdinfo.ts'
import { parseMappedFiles } from '../parse/mapped-files.ts'
import { parseMounts } from '../parse/mounts.ts'
import { isKernelThread, parseProcStat } from '../parse/proc-stat.ts'
import type { ProcReader } from '../os/proc-reader.ts'

/** A file as lstat(2) knows it. */
export interface FileId {
  readonly path: string
  readonly device: number
  readonly inode: number
}

export interface Wanted {
  readonly files: readonly FileId[]
  /** Inodes of sockets, as `/proc/net` prints them. */
  readonly sockets: ReadonlySet<number>
  /** Look through mappings, too: shared memory is used without a descriptor. */
  readonly mappings: boolean
}

export interface Holders {
  of(file: FileId): Holding
  ofSocket(inode: number): readonly Holder[]
  /** Every process of this pid namespace was shown. */
  readonly seesAll: boolean
}

/** New processes may inherit what an old one held while we looked: looked again, this often. */
const mostRounds = 6
/** File systems whose stat(2) tells another device than mountinfo. */
export const ownNumbers = new Set(['overlay', 'btrfs', 'bcachefs'])
/** The event loop gets its turn after so many processes. */
const processesAtOnce = 20

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const keyOf = (file: FileId): string => `${file.device}:${file.inode}`
const plain = (path: string): string => path.replace(/ \(deleted\)$/, '')

/** What one scan finds, as it goes. */
class Scan {
  readonly byFile = new Map<string, Map<number, Holder>>()
  readonly bySocket = new Map<number, Map<number, Holder>>()
  readonly unseen = new Map<number, string>()
  readonly #reader: ProcReader
  readonly #wanted: Wanted
  readonly #byPath: ReadonlyMap<string, FileId>
  readonly #byInode: ReadonlyMap<number, readonly FileId[]>
  readonly #names: ReadonlySet<string>

  constructor(reader: ProcReader, wanted: Wanted) {
    this.#reader = reader
    this.#wanted = wanted
    this.#byPath = new Map(wanted.files.map((file) => [file.path, file]))
    this.#byInode = Map.groupBy(wanted.files, ({ inode }) => inode)
    this.#names = new Set(wanted.files.map(({ path }) => basename(path)))
  }

  look(pid: number): void {
    const stat = this.#stat(pid)
    if (stat === null || isKernelThread(stat)) return
    const holder = { pid, name: printable(stat.comm) }
    // A dead main thread shows no files, though its threads have them.
    if (stat.state === 'Z') {
      for (const tid of this.#namesOf(`${pid}/task`) ?? [])
        this.#files(`${pid}/task/${tid}`, holder)
      return
    }
    this.#files(String(pid), holder)
    if (this.#wanted.files.length === 0) return
    for (const link of ['cwd', 'root']) this.#place(`${pid}/${link}`, holder)
    if (this.#wanted.mappings) this.#maps(pid, holder)
  }

  #stat(pid: number): ReturnType<typeof parseProcStat> {
    const text = this.#reader.text(`${pid}/stat`)
    return text !== null && isKnown(text) ? parseProcStat(text) : null
  }

  /** Null where nobody may look; [] where it has gone. */
  #namesOf(path: string): readonly string[] | null {
    const names = this.#reader.names(path)
    if (names === null) return []
    return isKnown(names) ? names : null
  }

  #files(folder: string, holder: Holder): void {
    const names = this.#namesOf(`${folder}/fd`)
    if (names === null) {
      this.unseen.set(holder.pid, `${holder.name} (${holder.pid})`)
      return
    }
    for (const name of names) {
      const link = this.#reader.link(`${folder}/fd/${name}`)
      if (typeof link !== 'string') continue
      const socket = /^socket:\[(\d+)\]$/.exec(link)
      if (socket) this.#noteSocket(Number(socket[1]), holder)
      else if (link.startsWith('/') && this.#wanted.files.length > 0) {
        this.#file({ folder, name, link }, holder)
      }
    }
  }

  #noteSocket(inode: number, holder: Holder): void {
    if (!this.#wanted.sockets.has(inode)) return
    const holders = this.bySocket.get(inode) ?? new Map<number, Holder>()
    this.bySocket.set(inode, holders.set(holder.pid, holder))
  }

  #note(file: FileId, holder: Holder): void {
    const holders = this.byFile.get(keyOf(file)) ?? new Map<number, Holder>()
    this.byFile.set(keyOf(file), holders.set(holder.pid, holder))
  }

  /** By its path, and by its inode: a file may have moved, or be seen through another mount. */
  #file(
    {
      folder,
      name,
      link,
    }: { readonly folder: string; readonly name: string; readonly link: string },
    holder: Holder,
  ): void {
    const byPath = this.#byPath.get(plain(link))
    if (byPath) this.#note(byPath, holder)
    const text = this.#reader.text(`${folder}/fdinfo/${name}`)
    const info = text !== null && isKnown(text) ? parseFdInfo(text) : null
    if (info === null) return
    // Before Linux 5.14 no inode is told: the same name then is enough of a doubt.
    if (info.inode === null) {
      for (const file of this.#named(link)) this.#note(file, holder)
      return
    }
    for (const file of this.#byInode.get(info.inode) ?? []) {
      const device = this.#deviceOfMount(holder.pid, info.mountId)
      if (device === null || device === file.device) this.#note(file, holder)
    }
  }

  #named(link: string): readonly FileId[] {
    const name = basename(plain(link))
    if (!this.#names.has(name)) return []
    return this.#wanted.files.filter(({ path }) => basename(path) === name)
  }

  /** Null where nobody can tell, which is a doubt. */
  #deviceOfMount(pid: number, mountId: number | null): number | null {
    const text = this.#reader.wholeText(`${pid}/mountinfo`)
    if (text === null || !isKnown(text)) return null
    const mount = parseMounts(text).find(({ id }) => id === mountId)
    return mount === undefined || ownNumbers.has(mount.type) ? null : mount.device
  }

  #place(path: string, holder: Holder): void {
    const link = this.#reader.link(path)
    const file = typeof link === 'string' ? this.#byPath.get(link) : undefined
    if (file) this.#note(file, holder)
  }

  #maps(pid: number, holder: Holder): void {
    const text = this.#reader.wholeText(`${pid}/maps`)
    if (text === null) return
    if (!isKnown(text)) {
      this.unseen.set(pid, `${holder.name} (${pid})`)
      return
    }
    for (const mapped of parseMappedFiles(text)) {
      const byPath = this.#byPath.get(plain(mapped.path))
      if (byPath) this.#note(byPath, holder)
      for (const file of this.#byInode.get(mapped.inode) ?? []) {
        const isNamesake = basename(plain(mapped.path)) === basename(file.path)
        if (mapped.device === file.device || isNamesake) this.#note(file, holder)
      }
    }
  }
}

/** The pids that /proc shows. */
export function listPids(reader: ProcReader): readonly number[] {
  const names = reader.names('')
  if (names === null || !isKnown(names)) return []
  return names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number)
}

/** Looks at every process; gives way to the event loop. */
export async function scanHolders(reader: ProcReader, wanted: Wanted): Promise<Holders> {
  const scan = new Scan(reader, wanted)
  const seen = new Set<number>()
  // Where nothing is asked, nobody need be looked into.
  let isWhole = wanted.files.length === 0 && wanted.sockets.size === 0
  for (let round = 0; round < mostRounds && !isWhole; round += 1) {
    const fresh = listPids(reader).filter((pid) => !seen.has(pid))
    isWhole = seen.size > 0 && fresh.length === 0
    for (const [at, pid] of fresh.entries()) {
      // Our own descriptors change while we look, and none of them is of a service.
      if (pid !== process.pid) scan.look(pid)
      seen.add(pid)
      if (at % processesAtOnce === processesAtOnce - 1) await turn()
    }
  }
  // Where process 1 is not shown, others are not either (hidepid=, proc(5)).
  const seesAll = seen.has(1) || (seen.size === 0 && listPids(reader).includes(1))
  const restless = isWhole ? [] : ['processes that come and go']
  const hidden = seesAll ? [] : ['processes that are not shown']
  const unseen = [...restless, ...hidden, ...scan.unseen.values()]
  return {
    of: (file) => ({ by: [...(scan.byFile.get(keyOf(file))?.values() ?? [])], unseen }),
    ofSocket: (inode) => [...(scan.bySocket.get(inode)?.values() ?? [])],
    seesAll,
  }
}
