import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  checkConfigurationFile,
  createConfigurationStore,
  loadConfiguration,
  userConfigurationPath,
  type ConfigurationOptions,
  type LoadedConfiguration,
} from '../../../electron/engine/configuration/configuration.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { ManualClock, systemError, until } from '../journal/fakes.ts'

const folders = { config: '/home/ada/.config/quiesce', systemConfig: '/etc/quiesce/services.d' }
const user = '/home/ada/.config/quiesce/services.yaml'
const system = (name: string): string => `/etc/quiesce/services.d/${name}`

/** Files in memory; a value that is a function is called, to fail or to change. */
function machine(files: Map<string, string>): ConfigurationOptions {
  return {
    folders,
    uid: 1000,
    readFile: (path): Promise<Result<string | null>> =>
      Promise.resolve(ok(files.get(path) ?? null)),
    listFolder: (folder) => {
      const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`))
      if (inside.length === 0) return Promise.reject(systemError('ENOENT'))
      return Promise.resolve(inside.map((path) => path.slice(folder.length + 1)).reverse())
    },
  }
}

const one = (name: string, exe: string): string => `services:\n  ${name}:\n    exe: ${exe}\n`
const exeOf = (loaded: LoadedConfiguration, name: string): string | undefined =>
  loaded.services.get(name)?.configuration.exe

describe('loadConfiguration', () => {
  it('finds nothing wrong on a machine without any file', async () => {
    const loaded = await loadConfiguration(machine(new Map()))
    const configuration = { services: {}, groups: {}, profiles: {} }
    expect(loaded).toEqual({
      ...{ configuration, services: new Map(), files: [] },
      ...{ problems: [], notes: [] },
    })
  })

  it('reads the machine’s files by name, then the user’s; the later one wins and says so', async () => {
    const loaded = await loadConfiguration(
      machine(
        new Map([
          [system('20-web.yaml'), one('web', '/second')],
          [system('10-web.yaml'), one('web', '/first')],
          [system('30-mail.yaml'), one('mail', '/mail')],
          [user, one('web', '/mine')],
        ]),
      ),
    )
    expect(exeOf(loaded, 'web')).toBe('/mine')
    expect(exeOf(loaded, 'mail')).toBe('/mail')
    expect(loaded.files.map((file) => file.path)).toEqual([
      system('10-web.yaml'),
      system('20-web.yaml'),
      system('30-mail.yaml'),
      user,
    ])
    expect(loaded.notes).toEqual([
      `web: ${system('20-web.yaml')}:2:3 replaces what ${system('10-web.yaml')}:2:3 says.`,
      `web: ${user}:2:3 replaces what ${system('20-web.yaml')}:2:3 says.`,
    ])
  })

  it('reads no backup, hidden or other file of the folder', async () => {
    const names = ['web.yaml~', '.web.yaml', 'web.yaml.dpkg-old', 'README', 'web.yml']
    const files = new Map(names.map((name) => [system(name), 'not: yaml: at all']))
    expect((await loadConfiguration(machine(files))).problems).toEqual([])
  })

  it('refuses a bad file as a whole, and reads the others', async () => {
    const bad = 'services:\n  good: {exe: /x}\n  bad: {exe: x}\n'
    const loaded = await loadConfiguration(
      machine(
        new Map([
          [system('a.yaml'), bad],
          [user, one('web', '/mine')],
        ]),
      ),
    )
    expect([...loaded.services.keys()]).toEqual(['web'])
    expect(loaded.problems.map((problem) => problem.place)).toEqual([`${system('a.yaml')}:3:14`])
  })

  it('says that the folder cannot be read, and reads the user’s file', async () => {
    const options = {
      ...machine(new Map([[user, one('web', '/mine')]])),
      listFolder: () => Promise.reject(systemError('EACCES')),
    }
    const loaded = await loadConfiguration(options)
    expect(loaded.problems[0]).toMatchObject({ place: folders.systemConfig })
    expect(loaded.problems[0]?.message).toContain('permission denied')
    expect(exeOf(loaded, 'web')).toBe('/mine')
  })

  it('names the user’s own file', () => {
    expect(userConfigurationPath(folders)).toBe(user)
  })
})

describe('a store', () => {
  const clock = new ManualClock()

  it('keeps the last good reading of a file that has become bad, until it is good again', async () => {
    const files = new Map([
      [user, one('web', '/first')],
      [system('a.yaml'), one('mail', '/mail')],
    ])
    const store = await createConfigurationStore({ ...machine(files), clock })
    files.set(user, 'services:\n  web: {exe: relative}\n')
    await store.reload()
    expect(exeOf(store.current(), 'web')).toBe('/first')
    expect(store.problems()).toHaveLength(1)
    files.set(system('a.yaml'), one('mail', '/mail2'))
    await store.reload()
    expect(exeOf(store.current(), 'web')).toBe('/first')
    expect(exeOf(store.current(), 'mail')).toBe('/mail2')
    files.set(user, one('web', '/second'))
    await store.reload()
    expect(exeOf(store.current(), 'web')).toBe('/second')
    expect(store.problems()).toEqual([])
  })

  it('has nothing of a file that was bad from the start', async () => {
    const store = await createConfigurationStore({ ...machine(new Map([[user, '[']])), clock })
    expect(store.current().services.size).toBe(0)
    expect(store.problems().length).toBeGreaterThan(0)
  })

  it('forgets a file that was removed or emptied', async () => {
    const files = new Map([
      [user, one('web', '/first')],
      [system('a.yaml'), one('mail', '/mail')],
    ])
    const store = await createConfigurationStore({ ...machine(files), clock })
    files.delete(system('a.yaml'))
    files.set(user, '')
    await store.reload()
    expect(store.current().services.size).toBe(0)
    expect(store.problems()).toEqual([])
  })

  it('keeps the machine’s services while the folder cannot be read', async () => {
    const files = new Map([[system('a.yaml'), one('mail', '/mail')]])
    let readable = true
    const good = machine(files)
    const store = await createConfigurationStore({
      ...good,
      listFolder: (folder) =>
        readable
          ? (good.listFolder?.(folder) ?? Promise.resolve([]))
          : Promise.reject(systemError('EACCES')),
      clock,
    })
    readable = false
    await store.reload()
    expect(exeOf(store.current(), 'mail')).toBe('/mail')
    expect(store.problems()).toHaveLength(1)
  })

  it('does not let an older reading replace a newer one', async () => {
    const answers: ((text: string) => void)[] = []
    let slow = false
    const store = await createConfigurationStore({
      ...machine(new Map()),
      readFile: () =>
        slow
          ? new Promise((resolve) =>
              answers.push((text) => {
                resolve(ok(text))
              }),
            )
          : Promise.resolve(ok(null)),
      clock,
    })
    slow = true
    const both = [store.reload(), store.reload()]
    await until(() => answers.length === 1)
    answers[0]?.(one('web', '/old'))
    await until(() => answers.length === 2)
    answers[1]?.(one('web', '/new'))
    await Promise.all(both)
    expect(exeOf(store.current(), 'web')).toBe('/new')
  })
})

describe('on a real disk', () => {
  let base: string
  let here: { config: string; systemConfig: string }
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'quiesce-store-'))
    here = {
      config: join(base, 'config', 'quiesce'),
      systemConfig: join(base, 'etc', 'services.d'),
    }
  })
  afterEach(async () => {
    await rm(base, { recursive: true, force: true })
  })

  it('a changed, replaced, removed or new file is noticed, also in a folder that is new', async () => {
    const clock = new ManualClock()
    const store = await createConfigurationStore({ folders: here, uid: 1000, clock })
    const heard: (string | undefined)[] = []
    const end = store.watch((loaded) => heard.push(exeOf(loaded, 'web')))
    const next = async (expected: string | undefined): Promise<void> => {
      await until(() => {
        clock.advance(100)
        return heard.length > 0 && heard.at(-1) === expected
      })
      heard.length = 0
    }
    const file = join(here.systemConfig, 'web.yaml')
    mkdirSync(here.systemConfig, { recursive: true })
    writeFileSync(file, one('web', '/first'))
    await next('/first')
    writeFileSync(file, one('web', '/second'))
    await next('/second')
    writeFileSync(`${file}.new`, one('web', '/third'))
    renameSync(`${file}.new`, file)
    await next('/third')
    mkdirSync(here.config, { recursive: true })
    writeFileSync(join(here.config, 'services.yaml'), one('web', '/mine'))
    await next('/mine')
    rmSync(here.config, { recursive: true })
    await next('/third')
    rmSync(here.systemConfig, { recursive: true })
    await next(undefined)
    end()
    expect(clock.armed).toBe(0)
  })

  it('several changes in a row are one', async () => {
    const clock = new ManualClock()
    mkdirSync(here.config, { recursive: true })
    const store = await createConfigurationStore({ folders: here, uid: 1000, clock })
    let calls = 0
    const end = store.watch(() => (calls += 1))
    const file = join(here.config, 'services.yaml')
    for (const text of ['', 'services:\n', one('web', '/whole')]) writeFileSync(file, text)
    await until(() => clock.armed > 0)
    clock.advance(100)
    await until(() => calls > 0)
    end()
    expect(exeOf(store.current(), 'web')).toBe('/whole')
    expect(calls).toBe(1)
  })

  it('check accepts a good file, and gives all that is wrong with a bad one', async () => {
    const file = join(base, 'x.yaml')
    writeFileSync(file, one('web', '/x'), { mode: 0o600 })
    expect(await checkConfigurationFile(file)).toEqual([])
    writeFileSync(file, 'services:\n  a: {exe: x, port: 0}\n')
    const errors = await checkConfigurationFile(file)
    expect(errors.map((error) => error.place)).toEqual([`${file}:2:12`, `${file}:2:21`])
  })

  it('check says that there is no such file', async () => {
    const errors = await checkConfigurationFile(join(base, 'none.yaml'))
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toContain('no such file')
  })
})
