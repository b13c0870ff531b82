/** Why real daemons of Debian do not stop, and who brings them back; what helps is done in the run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingDaemons } from '../../../build/can-boot.mjs'
import { canRun } from '../../../build/can-run.mjs'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { keepers, playKeeper, type Keeper, type SeenBack } from './keepers.ts'
import { realScenes, type RealScene, type RealSeen } from './real-scenes.ts'
import { RealStage } from './real-stage.ts'
import { printReport } from './report.ts'

const hostOf = usePlainHost(() => undefined, ['plainHost', 'native'])

const missing = missingDaemons()
const isHere = ({ packages }: Pick<RealScene, 'packages'>): boolean =>
  canRun.strace.here && !packages.some((name) => missing.includes(name))
const whyNot = canRun.strace.here ? canRun.daemons.missing : canRun.strace.missing

const seen = new Map<RealScene, Promise<RealSeen>>()
const backs = new Map<Keeper, Promise<SeenBack>>()

beforeAll(async () => {
  if (!canRun.plainHost.here) return
  const stage = await RealStage.open(hostOf())
  const begin = <K, T>(of: Map<K, Promise<T>>, key: K, play: () => Promise<T>): void => {
    const played = play()
    of.set(key, played)
    played.catch(() => undefined) // Its own test tells.
  }
  const here = realScenes.filter(isHere)
  for (const scene of here.filter(({ alone }) => !alone)) {
    begin(seen, scene, () => scene.play(stage))
  }
  for (const keeper of keepers.filter(isHere)) begin(backs, keeper, () => playKeeper(stage, keeper))
  const all = Promise.allSettled([...seen.values(), ...backs.values()])
  for (const scene of here.filter(({ alone }) => alone)) {
    begin(seen, scene, () => all.then(() => scene.play(stage)))
  }
})

afterAll(async () => {
  const lines = realScenes.map((scene) => ({
    title: scene.title,
    expected: scene.verdict,
    seen: seen.get(scene)?.then(({ why }) => why),
  }))
  console.log(await printReport(lines))
})

describe('a real daemon that does not stop', () => {
  it.for(realScenes)('$title: $verdict', async (scene, { skip }) => {
    const played = await (seen.get(scene) ?? skip(whyNot))
    const [first] = played.why.diagnosis.findings
    expect(first?.code, first?.sentence ?? 'no finding at all').toBe(scene.verdict)
    expect(first?.sentence.replaceAll('\u00a0', ' ')).toMatch(scene.says)
    expect(first?.evidence).not.toEqual([])
  })

  it.for(realScenes)('$title: ends by what helps', async (scene, { skip }) => {
    const { outcome, decided, isLeft } = await (seen.get(scene) ?? skip(whyNot))
    expect({ outcome, isLeft }).toEqual({ outcome: 'stopped', isLeft: false })
    expect(decided).toEqual(
      scene.remedy === null ? [] : [expect.stringContaining(scene.remedy) as string],
    )
  })
})

describe('a real daemon that comes back', () => {
  it.for(keepers)('by $title, and that is said', async (keeper, { skip }) => {
    const { outcome, by, instead } = await (backs.get(keeper) ?? skip(whyNot))
    expect(outcome).toBe('came-back')
    expect(by).toMatch(keeper.says)
    expect(instead).toContain(`pid:${/\((\d+)\)/.exec(by)?.[1] ?? ''}@`)
  })
})
