/** What the window changes in `services.yaml`, and what comes of it. */
import type { ServiceConfiguration } from './configuration.ts'
import type { OwnProfile } from './profile.ts'

/** One service, group or profile as a file describes it. */
export interface WrittenEntry<T> {
  readonly name: string
  readonly value: T
  /** `FILE:LINE:COLUMN` of its name. */
  readonly place: string
  /** It stands in the person's own file: it can be changed from here. */
  readonly own: boolean
}

/** All that is configured, as it stands in the files. */
export interface WrittenConfiguration {
  /** The person's own file, and whether it is there. */
  readonly file: { readonly path: string; readonly there: boolean }
  readonly services: readonly WrittenEntry<ServiceConfiguration>[]
  readonly groups: readonly WrittenEntry<readonly string[]>[]
  readonly profiles: readonly WrittenEntry<OwnProfile>[]
  /** Why files were refused; what was last good of them is in force. */
  readonly problems: readonly string[]
}

/** What was written, and where. */
export interface ConfigurationChange {
  /** `FILE:LINE:COLUMN` of what was changed; the file alone where something was taken out. */
  readonly place: string
  readonly sentence: string
}

/** The person's own file, to be kept elsewhere. */
export interface ConfigurationExport {
  /** A name for the file. */
  readonly fileName: string
  readonly text: string
}

/** What an import would do, or did. */
export interface ConfigurationImport {
  readonly done: boolean
  /** Things by their path: `services.web`, `settings.notify.quiet`. */
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** Each with `LINE:COLUMN`; with one, nothing is imported. */
  readonly problems: readonly string[]
  /** Where the file that was replaced is kept; absent where nothing was. */
  readonly backup?: string
}
