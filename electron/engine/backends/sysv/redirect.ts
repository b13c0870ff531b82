/** Where systemd knows a unit for an init script, the script's service is that unit. */
import type { Result } from '../../../../shared/errors.ts'
import { fail, ok } from '../../../../shared/errors.ts'
import type { Look } from '../../decide/observed.ts'
import type { Table } from '../../decide/table.ts'
import type { Target } from '../../decide/target.ts'
import type { LookingBackend } from '../backend.ts'
import { configurationOf, type BackendOptions } from '../options.ts'
import type { SystemdBackend } from '../systemd/systemd.ts'
import { initFolder } from '../../os/init-scripts.ts'
import type { FoundUnit } from '../systemd/unit-of-rows.ts'
import type { Units } from '../systemd/units.ts'
import { scriptMeantBy } from './subject.ts'

/** systemd-sysv-generator(8): the unit of `hwclock.sh` is `hwclock.service`. */
const unitOf = (name: string): string => `${name.replace(/\.sh$/, '')}.service`

/**
 * The unit that stands for a script of the machine's own folder, native or generated; null without
 * systemd, and for a vendor's script elsewhere. Whether there is such a unit its book knows.
 */
export function unitOfScript(
  options: BackendOptions,
  managers: Units,
  target: Target,
): FoundUnit | null {
  const meant = scriptMeantBy(options, target)
  if (meant === null) return null
  // Written with its whole path, it is the same script: systemd's generator asks nobody how.
  const script = meant.startsWith(`${initFolder}/`) ? meant.slice(initFolder.length + 1) : meant
  if (script.startsWith('/') || managers.book('system') === null) return null
  return { unit: unitOf(script), manager: 'system' }
}

interface RedirectOf {
  readonly options: BackendOptions
  readonly units: SystemdBackend
  readonly managers: Units
}

/** Wraps the backend of scripts so that what systemd manages is answered for by systemd. */
export function redirectScript(inner: LookingBackend, of: RedirectOf): LookingBackend {
  const { options, units, managers } = of
  const look = (target: Target, table: Table): Result<Look> => {
    const found = unitOfScript(options, managers, target)
    const facts = found && managers.book(found.manager)?.get(found.unit)
    if (!found || !facts || facts.loadState === 'not-found') return inner.look(target, table)
    const configuration = configurationOf(target, options.configuration())
    return units.look({ ...found, configuration, name: null }, options.scene(table), [])
  }
  return {
    kind: inner.kind,
    look,
    observe: (target, table, known) => {
      // A run of a unit names the unit: in mid-run nothing is redirected any more.
      if (known.length > 0) return inner.observe(target, table, known)
      const looked = look(target, table)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : ok(observed)
    },
  }
}

/** Where units are written, by hand, by packages and by generators: systemd.unit(5). */
const unitFolders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
]

/** Names of the scripts that no unit stands for, and that are services at all. */
export function scriptsWithoutUnit(options: BackendOptions, managers: Units): readonly string[] {
  const names = options.scripts.names()
  const book = managers.book('system')
  if (book === null) return names
  const known = new Set(book.services())
  return names.filter((name) => {
    const unit = unitOf(name)
    return !known.has(unit) && !unitFolders.some((f) => options.files.exists(`${f}/${unit}`))
  })
}
