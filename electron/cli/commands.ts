import type { Command } from './command.ts'
import { addCommand } from './commands/add.ts'
import { adviceCommand } from './commands/advice.ts'
import { checkCommand } from './commands/check.ts'
import { consoleCommand } from './commands/console.ts'
import { freezeCommand, resetFailedCommand, thawCommand } from './commands/control.ts'
import { depsCommand } from './commands/deps.ts'
import { diagnoseCommand } from './commands/diagnose.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { journalCommand } from './commands/journal.ts'
import { killCommand } from './commands/kill.ts'
import { leftoversCommand } from './commands/leftovers.ts'
import { listCommand } from './commands/list.ts'
import { logCommand } from './commands/log.ts'
import { planCommand } from './commands/plan.ts'
import { practiceCommand } from './commands/practice.ts'
import { profileCommand } from './commands/profile.ts'
import { propertiesCommand } from './commands/properties.ts'
import { rebootCommand } from './commands/reboot.ts'
import { reportCommand } from './commands/report.ts'
import { restartCommand } from './commands/restart.ts'
import { resumeCommand } from './commands/resume.ts'
import { settingsCommand } from './commands/settings.ts'
import { signalCommand } from './commands/signal.ts'
import { startCommand } from './commands/start.ts'
import { statusCommand } from './commands/status.ts'
import { stopAllCommand } from './commands/stop-all.ts'
import { stopCommand } from './commands/stop.ts'

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  listCommand,
  statusCommand,
  planCommand,
  stopCommand,
  stopAllCommand,
  diagnoseCommand,
  killCommand,
  startCommand,
  restartCommand,
  signalCommand,
  resetFailedCommand,
  freezeCommand,
  thawCommand,
  depsCommand,
  propertiesCommand,
  logCommand,
  profileCommand,
  leftoversCommand,
  adviceCommand,
  rebootCommand,
  addCommand,
  settingsCommand,
  exportCommand,
  importCommand,
  resumeCommand,
  journalCommand,
  reportCommand,
  consoleCommand,
  practiceCommand,
  checkCommand,
]
