/** What a scene tells about a stop that hangs and about its end, chosen by the page's address. */
import type { RequestName } from '../../shared/contract.ts'
import { fail, ok, type QuiesceError } from '../../shared/errors.ts'
import type { Answers } from './client.ts'
import { sceneDiagnosis, whyScenes, type WhyScene } from './scene-diagnoses.ts'

/** Each is absent where the scene does not play it. */
export interface SceneMore {
  readonly why?: WhyScene
}

const oneOf = <T extends string>(names: readonly T[], name: string | null): T | undefined =>
  names.find((one) => one === name)

/** `?why=remote`. */
export function parseMore(asked: URLSearchParams): SceneMore {
  const why = oneOf(whyScenes, asked.get('why'))
  return { ...(why === undefined ? {} : { why }) }
}

const notInScene: QuiesceError = {
  code: 'not-available',
  message: 'This scene does not play that.',
  next: 'Look at the real one.',
}

type MoreRequest = Extract<
  RequestName,
  `${'diagnosis' | 'evidence' | 'advice' | 'reboot' | 'report'}.${string}`
>

/** Answers of the requests around a stop that hangs. */
export const moreAnswers = ({ why }: SceneMore): Pick<Answers, MoreRequest> => ({
  'diagnosis.make': ({ target, run }) =>
    why === undefined
      ? fail(notInScene)
      : ok({ ...sceneDiagnosis(why, Date.now()), target, run: run ?? null }),
  'evidence.save': () => fail(notInScene),
  'advice.machine': () => fail(notInScene),
  'reboot.plan': () => fail(notInScene),
  'reboot.request': () => fail(notInScene),
  'reboot.cancel': () => fail(notInScene),
  'report.make': () => fail(notInScene),
})
