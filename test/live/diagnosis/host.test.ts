/** Why a unit does not stop, on a host of its own: what only a service manager or a cgroup brings about. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PrivateHost } from '../../hosts/private-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { scenes, starved, units } from './host-scenes.ts'
import type { Told, Wanted } from './inside.ts'
import type { Seen } from './look.ts'
import { printReport } from './report.ts'

const script = `${PrivateHost.checkout}/test/live/diagnosis/inside.ts`
const user = 'ann'

describe('a unit that does not stop', () => {
  const host = useHost()
  const seen = new Map<string, Seen>()
  let limitsMemory = false

  /** One engine inside looks at all of them, one after the other. */
  async function lookInside(wanted: readonly Wanted[], as?: string): Promise<void> {
    const argv = [PrivateHost.node, '--no-warnings', script, JSON.stringify(wanted)]
    const said = await host().run(argv, as === undefined ? {} : { user: as })
    for (const line of said.trim().split('\n')) {
      const told = JSON.parse(line) as Told
      if ('lost' in told) throw new Error(`${told.title}: ${told.lost}`)
      seen.set(told.title, told)
    }
  }

  beforeAll(async () => {
    limitsMemory = /\bmemory\b/.test(host().readFile('/sys/fs/cgroup/cgroup.controllers') ?? '')
    await host().writeUnits(units)
    const names = Object.keys(units).filter((name) => limitsMemory || name !== starved.target)
    await host().systemctl('start', ...names)
    await host().systemctl('freeze', 'frozen.service')
    await host().addUser(user)
    const { MainPID: pid } = await host().show('others.service', 'MainPID')
    const others = scenes.flatMap((scene) =>
      scene.target === 'others.service' ? [{ ...scene, target: `pid:${pid ?? ''}` }] : [],
    )
    await Promise.all([
      lookInside([
        ...scenes.filter(({ target }) => target !== 'others.service'),
        ...(limitsMemory ? [starved] : []),
      ]),
      lookInside(others, user),
    ])
  })
  afterAll(async () => {
    const lines = [...scenes, starved].map(({ title, verdict }) => {
      const one = seen.get(title)
      return { title, expected: verdict, seen: one && Promise.resolve(one) }
    })
    console.log(await printReport(lines))
  })

  const expectVerdict = ({ title, verdict }: Wanted): void => {
    const [first] = seen.get(title)?.diagnosis.findings ?? []
    expect(first?.code, first?.sentence ?? 'no finding at all').toBe(verdict)
    expect(first?.evidence).not.toEqual([])
  }

  it.each(scenes)('$title: $verdict', expectVerdict)

  it(`${starved.title}: ${starved.verdict}`, ({ skip }) => {
    if (!limitsMemory)
      skip('No memory controller in cgroup 2 here. Version 1 has a scene in scenes.test.ts.')
    expectVerdict(starved)
  })
})
