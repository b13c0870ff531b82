/** Explains a name that nobody configured by what runs under it here. */
import type { QuiesceError } from '../../../shared/errors.ts'
import { findByName, refuseName } from '../decide/name-matches.ts'
import type { Table } from '../decide/table.ts'
import { parseTarget, printTarget } from '../decide/target.ts'
import type { Backends } from './backends.ts'
import type { BackendOptions } from './options.ts'
import { unitsOfRows } from './systemd/unit-of-rows.ts'
import type { Units } from './systemd/units.ts'

export interface NameSources {
  readonly backends: Pick<Backends, 'scripts' | 'sysv'>
  readonly backendOptions: Pick<BackendOptions, 'scene' | 'scripts'>
  readonly units: Pick<Units, 'books'>
}

/** Units called so, in memory of either manager. */
const unitsCalled = ({ units }: NameSources, name: string): readonly string[] =>
  units.books.flatMap((book) =>
    book.services().includes(`${name}.service`)
      ? [printTarget({ kind: 'unit', unit: `${name}.service`, manager: book.manager.manager })]
      : [],
  )

/** The error that `resolve` gave for a text, with what answers to it where it is a bare name. */
export function explainName(
  sources: NameSources,
  text: string,
  error: QuiesceError,
  table: Table,
): QuiesceError {
  const target = error.code === 'unknown-target' ? parseTarget(text) : null
  if (!target?.ok || target.value.kind !== 'name') return error
  const { name } = target.value
  const scene = sources.backendOptions.scene(table)
  const found = findByName(scene, name)
  const owners = unitsOfRows(found, scene.self.uid).flatMap((unit) =>
    unit === null || !scene.self.systemd ? [] : [printTarget({ kind: 'unit', ...unit })],
  )
  const script = sources.backends.scripts().includes(name)
    ? sources.backends.sysv.look({ kind: 'init', name }, table)
    : null
  const own = new Set(script?.ok ? script.value.observed.members.map((m) => m.identity.pid) : [])
  return refuseName(
    scene,
    name,
    {
      rows: found.filter((row) => !own.has(row.identity.pid)),
      managed: [
        ...new Set([...unitsCalled(sources, name), ...owners]),
        ...(script === null ? [] : [`init:${name}`]),
      ],
    },
    error,
  )
}
