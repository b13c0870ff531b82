/** All situations in which something holds a stop up. */
import { masksCases, sendingCases } from './cases-signals.ts'
import { goneCases, commandCases } from './cases-ends.ts'
import { haltedCases, kernelCases } from './cases-kernel.ts'
import { remoteCases, clientsCases } from './cases-remote.ts'
import { localCases } from './cases-local.ts'
import { movingCases, stillCases, scarceCases } from './cases-work.ts'
import type { VerdictCase } from './verdict-case.ts'

export const allCases: readonly VerdictCase[] = [
  ...masksCases,
  ...sendingCases,
  ...goneCases,
  ...commandCases,
  ...haltedCases,
  ...kernelCases,
  ...remoteCases,
  ...clientsCases,
  ...localCases,
  ...movingCases,
  ...stillCases,
  ...scarceCases,
]
