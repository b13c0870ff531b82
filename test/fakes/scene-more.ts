/** What a scene tells about a stop that hangs and about its end, chosen by the page's address. */
import type { RequestName, RunView } from '../../shared/contract.ts'
import { fail, ok, type QuiesceError } from '../../shared/errors.ts'
import type { Answers } from './client.ts'
import {
  leftScenes,
  rebootAdvice,
  rebootScenes,
  restartAdvice,
  sceneEvidence,
  sceneMarkdown,
  sceneReboot,
  sceneStacks,
  sceneWatch,
  watchScenes,
  type LeftScene,
  type RebootScene,
  type WatchScene,
} from './scene-after.ts'
import { sceneDiagnosis, whyScenes, type WhyScene } from './scene-diagnoses.ts'

/** Each is null where the scene does not play it. */
export interface SceneMore {
  readonly why: WhyScene | null
  readonly left: LeftScene | null
  readonly watch: WatchScene | null
  readonly reboot: RebootScene | null
}

export const noMore: SceneMore = { why: null, left: null, watch: null, reboot: null }

const oneOf = <T extends string>(names: readonly T[], name: string | null): T | null =>
  names.find((one) => one === name) ?? null

/** `?why=remote&left=dead&watch=back&reboot=free`. */
export const parseMore = (asked: URLSearchParams): SceneMore => ({
  why: oneOf(whyScenes, asked.get('why')),
  left: oneOf(leftScenes, asked.get('left')),
  watch: oneOf(watchScenes, asked.get('watch')),
  reboot: oneOf(rebootScenes, asked.get('reboot')),
})

/** A run with the advice and the watch that the scene plays. */
export const withMore = (view: RunView, { left, watch }: SceneMore, now: number): RunView => ({
  ...view,
  ...(left === 'dead' ? { advice: restartAdvice } : {}),
  ...(left === 'survivor' ? { advice: rebootAdvice } : {}),
  ...(watch === null ? {} : { watch: sceneWatch(watch, now) }),
})

const notInScene: QuiesceError = {
  code: 'not-available',
  message: 'This scene does not play that.',
  next: 'Look at the real one.',
}

const noStacks: QuiesceError = {
  code: 'not-available',
  message: 'No program for it is here: neither eu-stack nor gdb.',
  next: 'Install `elfutils`, and take them again.',
}

type MoreRequest = Extract<
  RequestName,
  `${'diagnosis' | 'evidence' | 'stacks' | 'advice' | 'reboot' | 'report'}.${string}`
>

/** Answers of the requests around a stop that hangs. */
export const moreAnswers = ({ why, reboot, left }: SceneMore): Pick<Answers, MoreRequest> => ({
  'diagnosis.make': ({ target, run }) =>
    why === null
      ? fail(notInScene)
      : ok({ ...sceneDiagnosis(why, Date.now()), target, run: run ?? null }),
  'stacks.take': () => (why === null ? fail(noStacks) : ok(sceneStacks(Date.now()))),
  'evidence.save': () => (why === null ? fail(notInScene) : ok(sceneEvidence(Date.now()))),
  'advice.machine': () => {
    if (reboot === null) return fail(notInScene)
    return ok(reboot === 'refused' ? restartAdvice : rebootAdvice)
  },
  'reboot.plan': () => (reboot === null ? fail(notInScene) : ok(sceneReboot(reboot, Date.now()))),
  'reboot.request': ({ typed, at }) =>
    reboot === null || typed !== 'sip-edge-03'
      ? fail(notInScene)
      : ok({ sentence: at === null ? 'The machine reboots now.' : 'It is planned.', at }),
  'reboot.cancel': () =>
    reboot === null ? fail(notInScene) : ok({ sentence: 'The reboot is called off.', at: null }),
  'report.make': () => (left === null ? fail(notInScene) : ok({ markdown: sceneMarkdown })),
})
