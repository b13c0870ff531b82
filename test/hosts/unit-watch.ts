/**
 * Waits for states of units. All waits of a host share one look at a time: `systemctl show` costs
 * some ten milliseconds, and systemd tells changes only to who subscribed.
 */

export type UnitProperties = Readonly<Record<string, string>>

const watched = ['Id', 'ActiveState', 'SubState', 'Result', 'MainPID', 'ControlPID', 'Job'].concat([
  'LoadState',
  'FreezerState',
  'NRestarts',
  'InvocationID',
  'ControlGroup',
  'NotifyAccess',
])
const lookEveryMs = 30
/** For who has waited longer than a second: a look costs as much as half of what lies between two. */
const lookLaterMs = 100

interface Wait {
  readonly sinceMs: number
  readonly unit: string
  readonly holds: (properties: UnitProperties) => boolean
  readonly done: (properties: UnitProperties) => void
  readonly failed: (error: unknown) => void
}

export class UnitWatch {
  readonly #systemctl: (args: readonly string[]) => Promise<string>
  #waits: readonly Wait[] = []
  #looking = false

  constructor(systemctl: (args: readonly string[]) => Promise<string>) {
    this.#systemctl = systemctl
  }

  /** Properties of one unit; empty where it has none of that name. */
  async show(unit: string, properties: readonly string[] = watched): Promise<UnitProperties> {
    return (await this.#read([unit], properties))[0] ?? {}
  }

  /**
   * Waits until it holds; a text is an ActiveState, or ActiveState/SubState. The test's own timeout
   * ends it.
   */
  async waitFor(
    unit: string,
    holds: string | ((properties: UnitProperties) => boolean),
  ): Promise<UnitProperties> {
    const check = typeof holds === 'string' ? (p: UnitProperties) => isIn(p, holds) : holds
    return new Promise((done, failed) => {
      const sinceMs = performance.now()
      this.#waits = [...this.#waits, { sinceMs, unit, holds: check, done, failed }]
      if (!this.#looking) void this.#look()
    })
  }

  /** Fails all waits. */
  end(): void {
    for (const wait of this.#waits) wait.failed(new Error(`the host ended; awaited ${wait.unit}`))
    this.#waits = []
  }

  async #look(): Promise<void> {
    this.#looking = true
    while (this.#waits.length > 0) {
      const waits = this.#waits
      try {
        const units = [...new Set(waits.map(({ unit }) => unit))]
        const seen = await this.#read(units, watched)
        for (const wait of waits) {
          const properties = seen[units.indexOf(wait.unit)] ?? {}
          if (wait.holds(properties))
            this.#settle(wait, () => {
              wait.done(properties)
            })
        }
      } catch (error) {
        for (const wait of waits)
          this.#settle(wait, () => {
            wait.failed(error)
          })
      }
      const isYoung = this.#waits.some(({ sinceMs }) => performance.now() - sinceMs < 1000)
      await new Promise((resolve) => setTimeout(resolve, isYoung ? lookEveryMs : lookLaterMs))
    }
    this.#looking = false
  }

  #settle(wait: Wait, how: () => void): void {
    this.#waits = this.#waits.filter((other) => other !== wait)
    how()
  }

  /** One map a unit, in their order: systemctl(1) parts them by an empty line. */
  async #read(units: readonly string[], names: readonly string[]): Promise<UnitProperties[]> {
    const text = await this.#systemctl(['show', `--property=${names.join(',')}`, '--', ...units])
    return text.split(/\n\n/).map((part) =>
      Object.fromEntries(
        part.split('\n').flatMap((line): [string, string][] => {
          const at = line.indexOf('=')
          return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]]
        }),
      ),
    )
  }
}

const isIn = (properties: UnitProperties, state: string): boolean =>
  state === properties.ActiveState ||
  state === `${properties.ActiveState ?? ''}/${properties.SubState ?? ''}`
