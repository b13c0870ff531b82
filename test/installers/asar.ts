/** Electron's archive, as far as a test needs it: the header is JSON after four lengths. */
import { z } from 'zod'

interface Folder {
  readonly files: Readonly<Record<string, Entry>>
}
type Entry = Folder | { readonly size?: number | undefined }

const entry: z.ZodType<Entry> = z.lazy(() =>
  z.union([
    z.object({ files: z.record(z.string(), entry) }),
    z.object({ size: z.number().optional() }),
  ]),
)

/** An archive of empty files. */
export function writeAsar(files: Folder['files']): Buffer {
  const json = Buffer.from(JSON.stringify({ files }))
  const padded = Math.ceil(json.length / 4) * 4
  const bytes = Buffer.alloc(16 + padded)
  bytes.writeUInt32LE(4, 0)
  bytes.writeUInt32LE(8 + padded, 4)
  bytes.writeUInt32LE(4 + padded, 8)
  bytes.writeUInt32LE(json.length, 12)
  json.copy(bytes, 16)
  return bytes
}

/** The paths of all files in an archive, in its order. */
export function listAsar(bytes: Buffer): string[] {
  const json: unknown = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)))
  const walk = (node: Entry, path: string): string[] =>
    'files' in node
      ? Object.entries(node.files).flatMap(([name, each]) =>
          walk(each, path === '' ? name : `${path}/${name}`),
        )
      : [path]
  return walk(entry.parse(json), '')
}
