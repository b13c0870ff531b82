import type { DiagnosisQuestion } from '../../../../electron/engine/os/diagnosis/ports.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import { knownOr } from '../../../../shared/unknown.ts'

/** A question about these processes, the first of them the main one, as if a run asked it. */
export function questionAbout(
  rows: readonly ProcessRow[],
  more: Partial<DiagnosisQuestion> = {},
): DiagnosisQuestion {
  const members = rows.map((row, at) => ({
    identity: row.identity,
    name: row.name,
    args: '',
    user: knownOr(row.user, ''),
    main: at === 0,
    parentPid: row.parentPid,
    processGroup: row.processGroup,
    reasons: [],
    kept: null,
    residentBytes: row.residentBytes,
    startedAt: row.startedAt,
  }))
  return {
    run: null,
    plan: null,
    asked: null,
    usual: null,
    refuse: () => null,
    observed: {
      target: 'x',
      title: 'x',
      subtitle: '',
      backend: 'process',
      origin: 'discovered',
      main: members[0]?.identity ?? null,
      members,
      suspects: [],
      pidFile: null,
      lockFile: null,
      stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
      startCommand: null,
      configuration: null,
      unit: null,
      init: null,
      profile: null,
    },
    ...more,
  }
}
