/** A stop that hangs and what came of it, for every check that looks at each view once. */
import type { Page } from 'playwright-core'

type Shown = readonly [string, string, (page: Page) => Promise<void>]

const run = (query: string): string => `?scene=quiet&${query}#/run/run-412`
const there = (place: string) => async (page: Page) => {
  await page.locator(place).first().waitFor()
}

const diagnose = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await page.locator('.why').waitFor()
}
/** The stop takes longer than it ever did, and the engine says why. */
const unusual = async (page: Page): Promise<void> => {
  await page.getByRole('timer').waitFor()
  await page.evaluate(async () => {
    const { client, store } = window.scene
    const found = await client.request('diagnosis.make', { target: 'kamailio', run: 'run-412' })
    if (!found.ok) return
    client.push({ name: 'diagnosis', payload: found.value })
    store.setState(({ now }) => ({ now: now + 83_000 }))
  })
  await page.locator('.why').waitFor()
}

export const afterViews: readonly Shown[] = [
  ['diagnosis', run('run=asking&why=remote'), there('.why')],
  ['diagnosis, a zombie', run('run=asking&why=zombie'), there('.why')],
  ['diagnosis, of a service', '?scene=quiet&why=nothing#/service/kamailio', diagnose],
  ['diagnosis, long words', run('run=asking&why=long-words'), there('.why')],
]

/** More for pictures alone: what they are made of is checked in those above. */
export const afterPictures: readonly Shown[] = [
  [
    'diagnosis, of a service that is stopped',
    '?scene=quiet&why=ignores#/service/kamailio',
    diagnose,
  ],
  ['diagnosis, while it waits', run('run=waiting&why=remote'), unusual],
  ['diagnosis, ignores it', run('run=asking&why=ignores'), there('.why')],
  ['diagnosis, a circle', run('run=asking&why=deadlock'), there('.why')],
  ['diagnosis, a crowd', run('run=asking&why=crowd'), there('.why')],
  ['diagnosis, a long chain', run('run=asking&why=long-chain'), there('.why')],
]
