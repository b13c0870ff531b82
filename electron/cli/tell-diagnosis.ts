import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { Run } from '../../shared/run.ts'
import type { Attendance } from './attend-run.ts'
import type { CommandCall } from './command.ts'
import { diagnosisToLine } from './diagnosis-json.ts'
import { verdictLines } from './diagnosis-lines.ts'
import { createDiagnosisNews } from './diagnosis-news.ts'
import { toJsonLine } from './json-line.ts'
import { unusualLines } from './stop-times-lines.ts'

/**
 * Tells why a run takes so long when it is first known, and when something else is found: to a person
 * who attends with the remedies by their numbers, elsewhere as lines.
 */
export function createDiagnosisTeller(
  { world: { terminal }, json }: CommandCall,
  attendance: () => Attendance | null,
): (diagnosis: Diagnosis, run: Run) => void {
  const isNews = createDiagnosisNews()
  return (diagnosis, run) => {
    if (!isNews(diagnosis)) return
    const attending = attendance()
    if (json) terminal.print(toJsonLine(diagnosisToLine(diagnosis, run.id)))
    else if (attending) attending.diagnose(diagnosis)
    else {
      const lines = [...verdictLines(diagnosis), ...unusualLines(run, diagnosis)]
      for (const line of lines) terminal.print(line)
    }
  }
}
