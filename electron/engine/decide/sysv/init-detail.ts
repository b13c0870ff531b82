import type { InitScriptDetail, ScriptSays } from '../../../../shared/init-script.ts'
import { wordsOfLsb } from '../../../../shared/wording/init-words.ts'
import type { Look, Observed } from '../observed.ts'
import { canTell, decideLsbStatus, type Status, type StatusFacts } from './lsb-status.ts'
import type { InitFacts } from './init-facts.ts'

/** What the status of a look is decided by. Of a refused service every member is kept, though it runs. */
export function statusFactsOf({ observed, refusal }: Look, init: InitFacts): StatusFacts {
  const { members, suspects } = observed
  return {
    members: refusal ? members : members.filter((m) => m.kept === null),
    suspects,
    pidFiles: init.pidFiles,
    lockFiles: init.lockFiles,
    canTell: canTell(init),
  }
}

/** The LSB status of a look; null for what no init script controls. */
export const statusOfLook = (look: Look): Status | null =>
  look.observed.init && decideLsbStatus(statusFactsOf(look, look.observed.init))

/** Why the script's own status is not asked, or null where it is. */
export function whyNotAsked({ init }: Pick<Observed, 'init'>): string | null {
  if (init === null) return 'It has no init script.'
  if (init.refusal) return init.refusal.message
  if (!init.actions.includes('status')) return 'The script knows no status.'
  return null
}

/** One init script, whole; what it says of itself comes in with `hearScript`. */
export function describeInit(look: Look): InitScriptDetail | null {
  const { init } = look.observed
  if (init === null) return null
  const why = whyNotAsked(look.observed) ?? 'It was not asked yet.'
  return {
    name: init.name,
    path: init.path,
    leadsTo: init.leadsTo,
    header: init.header,
    chkconfig: init.chkconfig,
    actions: init.actions,
    refusal: init.refusal,
    status: decideLsbStatus(statusFactsOf(look, init)),
    says: { kind: 'not-asked', why },
    disagreement: null,
    pidFiles: init.pidFiles,
    lockFiles: init.lockFiles,
  }
}

/** The detail with the script's own word, and in words where the two differ. */
export function hearScript(
  detail: InitScriptDetail,
  says: ScriptSays,
  living: number,
): InitScriptDetail {
  return { ...detail, says, disagreement: disagreementOf(detail.status, says, living) }
}

function disagreementOf(status: Status, says: ScriptSays, living: number): string | null {
  if (says.kind !== 'answered' || says.status === null) return null
  const said = says.status
  // Who says 4, or anything else, says nothing that could be wrong.
  if (said > 3 || said === status.number || status.number === 4) return null
  const words = wordsOfLsb(said) ?? ''
  if (status.number === 0) {
    const many = living === 1 ? '1 process of it lives' : `${living} processes of it live`
    return `The script says ${said} (${words}), but ${many}.`
  }
  if (said === 0) return 'The script says 0 (running), but no process of it lives.'
  return `The script says ${said} (${words}), but it is ${status.number} (${status.words}).`
}
