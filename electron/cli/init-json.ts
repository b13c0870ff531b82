import type { InitScriptDetail } from '../../shared/init-script.ts'

/** An init script in the shape of `--json`; its comment blocks are the window's. */
export const initToJson = (init: InitScriptDetail): object => ({
  name: init.name,
  path: init.path,
  leadsTo: init.leadsTo,
  actions: init.actions,
  refusal: init.refusal,
  status: init.status,
  says: init.says,
  disagreement: init.disagreement,
  pidFiles: init.pidFiles,
  lockFiles: init.lockFiles,
})
