import { later } from '../../../../shared/moment.ts'
import type { DiagnosisFacts } from '../../decide/diagnosis/facts.ts'
import { DiagnosisLooks } from './looks.ts'
import type { DiagnosisPorts, DiagnosisQuestion } from './ports.ts'

/** Long enough for counters of 10 ms ticks to move, short enough for nobody to wait. */
export const usualApartMs = 100

/**
 * Facts for one diagnosis out of two looks, so many milliseconds apart. Who goes on looking keeps a
 * `DiagnosisLooks` instead.
 */
export async function gatherDiagnosisFacts(
  ports: DiagnosisPorts,
  question: DiagnosisQuestion,
  apartMs = usualApartMs,
): Promise<DiagnosisFacts> {
  const looks = new DiagnosisLooks(ports)
  const { clock } = ports
  const second = later(clock.now(), apartMs)
  looks.glance(question)
  await new Promise<void>((resolve) => {
    clock.at(second, resolve)
  })
  return looks.look(question)
}
