import type { Diagnosis } from '../../shared/diagnosis.ts'

/** What makes a diagnosis another one to a person at a terminal: what is found, and what is offered. */
const gist = ({ findings }: Diagnosis): string =>
  JSON.stringify(
    findings.map(({ code, subject, remedies }) => [code, subject?.pid, remedies.map((r) => r.id)]),
  )

/** True for the first diagnosis that finds something, and for each that finds something else. */
export function createDiagnosisNews(): (diagnosis: Diagnosis) => boolean {
  let told: string | null = null
  return (diagnosis) => {
    const now = gist(diagnosis)
    const isNews = told === null ? diagnosis.findings.length > 0 : told !== now
    if (isNews) told = now
    return isNews
  }
}
