/** Runs axe-core in the page; the console's own policy lets no foreign script in, so it is evaluated. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly string[]
    readonly failureSummary?: string
  }[]
}

export class AxeBuilder {
  readonly #page: Page
  constructor(page: Page) {
    this.#page = page
  }

  /** What axe calls a violation, by all rules or by those named; animations are over by then. */
  async analyze(rules: readonly string[] = []): Promise<string[]> {
    await this.#page.evaluate(async () => {
      await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => null)))
    })
    if (!(await this.#page.evaluate(() => 'axe' in globalThis))) await this.#page.evaluate(source)
    const found = await this.#page.evaluate(async (only) => {
      const { axe } = globalThis as unknown as {
        axe: { run(how: object): Promise<{ violations: Finding[] }> }
      }
      const some = only.length === 0 ? {} : { runOnly: { type: 'rule', values: only } }
      return (await axe.run({ ...some, resultTypes: ['violations'] })).violations
    }, rules)
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
  }
}
