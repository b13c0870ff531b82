import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('adding a service by hand', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const form = (target = 'redis-server'): Promise<View> =>
    stage.open(`?scene=known#/add/${encodeURIComponent(target)}`)
  const redis = {
    title: 'Redis',
    exe: '/usr/bin/redis-server',
    pidfile: '/run/redis/redis-server.pid',
    start: ['/usr/bin/redis-server', '/etc/redis/redis.conf'],
    schedule: 'stop/30/ask/KILL/5',
  }

  it('leads from the services to the pick, and from there to what was found', async () => {
    const { page } = await stage.open('?scene=known#/services')
    await page.getByRole('button', { name: 'Add a service…' }).click()
    const list = page.getByRole('list', { name: 'Processes and scripts' })
    await list.getByRole('link', { name: /tnslsnr/ }).waitFor()
    expect(await list.getByRole('link', { name: /asterisk/ }).count()).toBe(0)
    await page.keyboard.press('/')
    await page.getByRole('searchbox').fill('redis')
    await list.getByRole('link', { name: /redis-server/ }).click()
    await page.getByText('/run/redis/redis-server.pid names 978').waitFor()
  })

  it('takes a target that is typed', async () => {
    const { page, asked } = await stage.open('?scene=known#/add')
    await page.getByRole('searchbox').fill('exe:/opt/iguana/iguana_service')
    await page.getByRole('link', { name: 'Look at exe:/opt/iguana/iguana_service' }).click()
    await page.getByText('There is no service "exe:/opt/iguana/iguana_service".').waitFor()
    expect(await asked('services.suggest')).toEqual([{ target: 'exe:/opt/iguana/iguana_service' }])
  })

  it('leads from a discovered service, and not from a configured one', async () => {
    const found = await stage.open('?scene=known#/service/redis-server')
    await found.page.getByRole('button', { name: 'Keep as a service…' }).click()
    await found.page.waitForURL(/#\/add\/redis-server$/)
    const known = await stage.open('?scene=known#/service/kamailio')
    await known.page.getByRole('heading', { level: 1, name: 'kamailio' }).waitFor()
    expect(await known.page.getByRole('button', { name: 'Keep as a service…' }).count()).toBe(0)
  })

  it('writes what stands on the screen, and goes to the service', async () => {
    const { page, asked } = await form()
    const yaml = page.getByLabel('As YAML')
    await page.getByLabel('Name', { exact: true }).fill('cache')
    await page.getByLabel('Pid file', { exact: true }).selectOption('/var/run/redis-old.pid')
    await page.getByLabel('Lock file', { exact: true }).selectOption('/var/lock/subsys/redis')
    await page.getByLabel('Profile', { exact: true }).selectOption('valkey')
    expect(await yaml.innerText()).toMatch(
      /^services:\n {2}cache:\n[^]*lockfile: \/var\/lock\/subsys\/redis\n[^]*profile: valkey/,
    )
    await page.getByRole('button', { name: 'Add cache' }).click()
    await page.waitForURL(/#\/service\/cache$/)
    await page.getByText('cache is a service now, at /home/ops/.config/quiesce').waitFor()
    expect(await asked('services.add')).toEqual([
      {
        name: 'cache',
        configuration: {
          ...redis,
          pidfile: '/var/run/redis-old.pid',
          lockfile: '/var/lock/subsys/redis',
          profile: 'valkey',
        },
      },
    ])
  })

  it('edits the start command as a list, by keyboard', async () => {
    const { page, asked } = await form()
    await page.getByLabel('Argument 1', { exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('--port 6380; rm')
    await page.getByRole('button', { name: 'Add redis' }).click()
    await page.waitForURL(/#\/service\/redis$/)
    expect(await asked('services.add')).toMatchObject([
      { configuration: { start: [...redis.start, '--port 6380; rm'] } },
    ])
  })

  it('takes an empty argument away by Backspace', async () => {
    const { page } = await form()
    await page.getByRole('button', { name: 'Add an argument' }).click()
    await page.getByLabel('Argument 2', { exact: true }).waitFor()
    await page.keyboard.press('Backspace')
    await page.getByLabel('Argument 2', { exact: true }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Argument 1',
    )
  })

  it('says at each field what is wrong, and writes nothing', async () => {
    const { page, asked } = await form()
    await page.getByLabel('Name', { exact: true }).fill('two words')
    await page.getByText('Expected a name of letters, digits, dot, - and _.').first().waitFor()
    await page.getByLabel('Schedule', { exact: true }).fill('stop/30/forever')
    await page.getByText('refused at column 9').waitFor()
    await page.getByRole('button', { name: 'Add two words' }).click({ force: true })
    expect(await asked('services.add')).toEqual([])
  })

  it('keeps a refusal of the engine at its field, until that changes', async () => {
    const { page } = await form()
    await page.evaluate(() => {
      window.scene.client.failNext('services.add', {
        code: 'bad-input',
        message: 'There is a service of that name.',
        next: 'Choose another.',
        place: 'services.add.name',
      })
    })
    await page.getByRole('button', { name: 'Add redis' }).click()
    await page.getByText('There is a service of that name. Choose another.').waitFor()
    expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Name', { exact: true }).fill('redis2')
    await page.getByText('There is a service of that name.').waitFor({ state: 'detached' })
  })

  it('says in which file and line the configuration stands in the way', async () => {
    const { page } = await form()
    await page.evaluate(() => {
      window.scene.client.failNext('services.add', {
        code: 'bad-configuration',
        message: 'The configuration cannot be read.',
        next: 'Mend it first.',
        place: '/home/ops/.config/quiesce/services.yaml:7:5',
      })
    })
    await page.getByRole('button', { name: 'Add redis' }).click()
    await page.getByText('The configuration cannot be read.').waitFor()
    await page.getByText('services.yaml:7:5').waitFor()
  })

  it('leads to the unit that it is already', async () => {
    const { page } = await form('nginx')
    await page.getByText('which is a service already').waitFor()
    expect(await page.getByLabel('Name', { exact: true }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Open nginx.service' }).getAttribute('href')).toBe(
      '#/service/nginx.service',
    )
  })
})
