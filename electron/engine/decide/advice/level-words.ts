/** What now, where a rule speaks for more than the outcome does. */
import type { Advice } from '../../../../shared/advice.ts'
import type { MildAdvice } from './outcome-words.ts'
import type { RebootLevel } from './rule.ts'

type Words = Pick<Advice, 'sentence' | 'aboutReboot'>

/** Rules whose own words fit better than those of their level. */
const ruleWords: ReadonlyMap<string, Words> = new Map([
  [
    'restart-failed',
    {
      sentence: 'A reboot is recommended, at a time that suits.',
      aboutReboot:
        'It was killed and does not come up again. A reboot clears what it may have left in the kernel and in /run. Read its log first: a fault in its configuration would outlive the reboot.',
    },
  ],
  [
    'survivor-in-kernel',
    {
      sentence: 'A reboot is recommended, unless what it waits for comes back.',
      aboutReboot:
        'Such a process ends when its disk, network file system or device answers. Where that never happens, only a reboot ends it. Do not start the service beside it.',
    },
  ],
  [
    'unkillable',
    {
      sentence: 'A reboot is required, unless what it waits for comes back.',
      aboutReboot:
        'First try what would change this advice. Where that fails, only a reboot ends it. Do not start the service beside it. Such a reboot may itself hang at the unmount: have the machine’s power or console at hand.',
    },
  ],
  [
    'kernel-bad-page',
    {
      sentence: 'A reboot is required, soon.',
      aboutReboot:
        'Stop what writes data first. If it comes again after the reboot, test the memory.',
    },
  ],
])

const levelWords: Record<RebootLevel, Words> = {
  'reboot-recommended': {
    sentence: 'A reboot is recommended, at a time that suits.',
    aboutReboot: 'It would cure what stands above. Nothing has to happen at once.',
  },
  'reboot-required': {
    sentence: 'A reboot is required.',
    aboutReboot: 'Nothing milder cures what stands above.',
  },
}

/** The words where the heaviest rule speaks for a reboot. */
export function wordsForReboot(rule: string, level: RebootLevel, base: MildAdvice): Words {
  const own = ruleWords.get(rule)
  if (own !== undefined) return own
  const words = levelWords[level]
  if (base.level !== 'try-restart' || level === 'reboot-required') return words
  return { ...words, sentence: `${base.sentence} A reboot is recommended, when it suits.` }
}

const mildWords: Record<MildAdvice['level'], string> = {
  none: 'Nothing needs to be done.',
  'clean-up': 'Clean up what is left: it is proven nobody’s.',
  'try-restart': 'Restart what is named here.',
}

/** The words where a mild rule weighs more than the outcome. */
export const wordsForMild = (level: MildAdvice['level'], { aboutReboot }: Words): Words => ({
  sentence: mildWords[level],
  aboutReboot,
})
