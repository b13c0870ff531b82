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
      // What passes is counted, not listed: a large page has thousands of that. No selector is told
      // below, and no rule that is on reads a style sheet: that took a fifth of the time.
      const less = { selectors: false, preload: { assets: ['media'] } }
      return global.axe.run({ ...some, ...less, resultTypes: ['violations'] })
    }, rules)
    return results.violations.flatMap((one) =>
      one.nodes.map(
        (node) => `${one.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`,
      ),
    )
  }
}

/**
 * What can have the focus and does not show it, or has it under something else: a dock, a bar that
 * stays at the bottom. Only what lies on top is looked at. The focus goes where it was set last.
 */
export async function findHiddenFocus(page: Page): Promise<string[]> {
  // A key before: else the browser takes what follows for a pointer's focus, which need not show.
  await page.keyboard.press('Shift')
  return page.evaluate(async () => {
    // After a change of size, columns that have no room leave in the next frame.
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
    const top =
      [...document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog]')].at(-1) ??
      document
    const can = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
    // What a closed fold holds has boxes all the same.
    const shown = (element: Element): boolean =>
      element.isConnected && element.checkVisibility({ visibilityProperty: true })
    const marked = (element: Element | null): boolean => {
      if (element === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    const wrong: string[] = []
    for (const element of top.querySelectorAll<HTMLElement>(can)) {
      if (element.tabIndex < 0 || !shown(element) || element.matches(':disabled')) continue
      element.focus()
      const name = element.outerHTML.slice(0, 120)
      if (document.activeElement !== element) {
        wrong.push(`takes no focus: ${name}`)
        continue
      }
      const box = element.getBoundingClientRect()
      // A region that scrolls is larger than what lies over its middle; a grid marks its row.
      if (box.height > 160 || element.matches('[role=grid]')) continue
      // A control that is drawn by its label shows the focus there.
      const drawn = [element, element.nextElementSibling, element.parentElement]
      if (!drawn.some(marked)) wrong.push(`does not show the focus: ${name}`)
      const x = box.left + box.width / 2
      const over = document.elementFromPoint(x, box.top + box.height / 2)
      const label = element.closest('label') ?? element.parentElement
      const same =
        over !== null &&
        (element.contains(over) ||
          over.contains(element) ||
          label?.contains(over) === true ||
          // What the field before offered closes in the next frame.
          over.closest('.mantine-Popover-dropdown') !== null)
      if (!same) wrong.push(`is covered by ${over?.className ?? 'nothing'}: ${name}`)
    }
    return wrong
  })
}
