/** A stop that hangs and what came of it, for every check that looks at each view once. */
import type { Page } from 'playwright-core'

type Shown = readonly [string, string, (page: Page) => Promise<void>]

const run = (query: string): string => `?scene=quiet&${query}#/run/run-412`
const there = (place: string) => async (page: Page) => {
  await page.locator(place).first().waitFor()
}

const diagnose = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await page.locator('.verdict').waitFor()
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
  await page.locator('.verdict').waitFor()
}

const click = (name: string, then: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.locator(then).first().waitFor()
}
const saved = async (page: Page): Promise<void> => {
  await page.locator('.verdict').waitFor()
  await click('Force…', '.force-modal')(page)
  await click('Save it now', '.saved')(page)
}
/** Something holds what a second copy would need. */
const copies = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    window.scene.client.failNext('service.start', {
      code: 'needs-consent',
      message: 'A second copy would stand beside what still holds.',
      next: 'Both would write the same queue.',
      candidates: ['4698, kamailio, state D', 'Port 5060/udp, held by 4698'],
    })
  })
  await click('Try a restart…', '.ask-go')(page)
}

/** Somebody else planned it: calling it off asks once more. */
const callOff = async (page: Page): Promise<void> => {
  await click('Plan a reboot…', '.reboot-when')(page)
  await click('Call it off…', 'button:has-text("Keep it")')(page)
}
/** A shutdown is about to cut the stop off. */
const near = async (page: Page): Promise<void> => {
  await page.getByRole('timer').waitFor()
  await page.evaluate(() => {
    const { client, store } = window.scene
    const planned = { at: store.getState().now + 58_000, type: 'poweroff', by: 'alice' }
    client.push({ name: 'reboot', payload: { kind: 'near', planned, stops: ['kamailio'] } })
  })
  await page.locator('.reboot-near').waitFor()
}
const stacks = async (page: Page): Promise<void> => {
  await there('.verdict')(page)
  await click('Take its stacks', '.stacks')(page)
  await page.locator('.stacks').scrollIntoViewIfNeeded()
}
/** Opens the question before force after the verdict is there. */
const forced = async (page: Page): Promise<void> => {
  await there('.verdict')(page)
  await click('Force…', '.force-verdict')(page)
}

export const afterViews: readonly Shown[] = [
  ['diagnosis', run('run=asking&why=remote'), there('.verdict')],
  ['diagnosis, a zombie', run('run=asking&why=zombie'), there('.verdict')],
  ['force, after saving evidence', run('run=asking&why=zombie'), saved],
  ['after, with leftovers', run('run=killed&left=dead&watch=watching'), there('.checklist')],
  ['after, with a survivor', run('run=survived&left=survivor'), there('.checklist')],
  ['after, started again', run('run=stopped&watch=back'), there('.after-watch')],
  ['after, no second copy', run('run=survived&left=survivor'), copies],
  [
    'reboot',
    run('run=survived&left=survivor&reboot=blocked'),
    click('Plan a reboot…', '.reboot-when'),
  ],
  [
    'settings, about a machine to reboot',
    '?scene=quiet&reboot=planned#/settings/about',
    there('.ladder'),
  ],
  ['reboot, somebody else’s', run('run=survived&left=survivor&reboot=planned'), callOff],
  ['run, a shutdown is near', run('run=waiting'), near],
  ['diagnosis, of a service', '?scene=quiet&why=nothing#/service/kamailio', diagnose],
  ['diagnosis, long words', run('run=asking&why=long-words'), there('.verdict')],
]

/** More for pictures alone: what they are made of is checked in those above. */
export const afterPictures: readonly Shown[] = [
  [
    'diagnosis, of a service that is stopped',
    '?scene=quiet&why=ignores#/service/kamailio',
    diagnose,
  ],
  ['diagnosis, while it waits', run('run=waiting&why=remote'), unusual],
  ['force, with a verdict', run('run=asking&why=remote'), click('Force…', '.force-verdict')],
  ['after, nothing left', run('run=killed&left=none&watch=over'), there('.tidy')],
  [
    'reboot, refused',
    run('run=survived&left=survivor&reboot=refused'),
    click('Plan a reboot…', '.reboot-cost'),
  ],
  [
    'reboot, planned',
    run('run=survived&left=survivor&reboot=mine'),
    click('Plan a reboot…', '.reboot-when'),
  ],
  ['diagnosis, ignores it', run('run=asking&why=ignores'), there('.verdict')],
  ['diagnosis, with stacks', run('run=asking&why=deadlock'), stacks],
  ['diagnosis, of very many', run('run=asking&why=many&members=200'), there('.verdict')],
  ['force, very many', run('run=asking&why=many&members=200'), forced],
  ['diagnosis, a circle', run('run=asking&why=deadlock'), there('.verdict')],
  ['diagnosis, a crowd', run('run=asking&why=crowd'), there('.verdict')],
  ['diagnosis, a long chain', run('run=asking&why=long-chain'), there('.verdict')],
]
