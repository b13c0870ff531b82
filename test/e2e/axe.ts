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

  /** What axe calls a violation, one line each; animations are over by then. */
  async analyze(): Promise<string[]> {
    await this.#page.evaluate(async () => {
      await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => null)))
    })
    await this.#page.evaluate(source)
    const found = await this.#page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: Finding[] }> }
      }
      return (await axe.run()).violations
    })
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
  }
}
