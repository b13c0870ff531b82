/**
 * A private Linux host with a real systemd as PID 1, for one test file: boots in half a second, and
 * goes with the test process however that ends. See private-host.ts and inside-host.sh.
 */
import { parseJournal, type JournalRecord } from './host-journal.ts'
import { keepHost, PrivateHost, type Kept } from './private-host.ts'
import { UnitWatch, type UnitProperties } from './unit-watch.ts'

export class SystemdHost extends PrivateHost {
  readonly #watch: UnitWatch

  private constructor(kept: Kept) {
    super(kept)
    this.#watch = new UnitWatch(async (args) => (await this.exec(['systemctl', ...args])).stdout)
  }

  /** Boots one; rejects with what its boot said where that fails. */
  static async boot(): Promise<SystemdHost> {
    return new SystemdHost(await keepHost('inside-host.sh'))
  }

  /** Writes units and reloads systemd once. */
  async writeUnits(units: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(units)) {
      this.writeFile(`/run/systemd/system/${name}`, text)
    }
    await this.systemctl('daemon-reload')
  }

  async writeUnit(name: string, text: string): Promise<void> {
    await this.writeUnits({ [name]: text })
  }

  /** `systemctl ARGS` as root; throws where it fails. */
  async systemctl(...args: string[]): Promise<string> {
    return this.run(['systemctl', ...args])
  }

  /** Properties of a unit as systemctl prints them: those named, or what `waitFor` looks at. */
  async show(unit: string, ...properties: string[]): Promise<UnitProperties> {
    return this.#watch.show(unit, properties.length > 0 ? properties : undefined)
  }

  /** Waits until it holds for a unit's ActiveState, SubState, Result, MainPID, Job … (see UnitWatch). */
  async waitFor(
    unit: string,
    holds: string | ((properties: UnitProperties) => boolean),
  ): Promise<UnitProperties> {
    return this.#watch.waitFor(unit, holds)
  }

  /** The unit's log and what systemd wrote of it, oldest first, with the journal's own times. */
  async journal(unit: string): Promise<JournalRecord[]> {
    await this.run(['journalctl', '--sync'])
    return parseJournal(await this.run(['journalctl', '--no-pager', '-o', 'json', '-u', unit]))
  }

  /** Ends all inside and removes every trace. */
  override async end(): Promise<void> {
    this.#watch.end()
    await super.end()
  }
}
