/** What axe-core finds on a page of the scene site. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Loads axe; the answer checks a page, by all rules or by those named. */
export async function loadAxe(): Promise<
  (page: Page, rules?: readonly string[]) => Promise<string[]>
> {
  const axe = await readFile(axeFile, 'utf8')
  return async (page, rules = []) => {
    // Colours are measured at rest: a drawer half way in is neither here nor there.
    await page.waitForFunction(() =>
      document.getAnimations().every((one) => one.playState !== 'running'),
    )
    // Through the debugger, not a script tag: the page's own policy would refuse that.
    const isThere = await page.evaluate(() => 'axe' in window)
    if (!isThere) await page.evaluate(axe)
    const results = await page.evaluate(async (only) => {
      const global = window as unknown as { axe: { run: (how: object) => Promise<AxeResults> } }
      const some = only.length === 0 ? {} : { runOnly: { type: 'rule', values: only } }
      // What passes is counted, not listed: a large page has thousands of that.
      return global.axe.run({ ...some, resultTypes: ['violations'] })
    }, rules)
    return results.violations.flatMap((one) =>
      one.nodes.map(
        (node) => `${one.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`,
      ),
    )
  }
}
