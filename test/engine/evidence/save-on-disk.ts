/** Saves evidence of a process of its own in the folder that is named, and prints the report. */
import { makeDesk } from './desk.ts'
import { saveEvidence } from '../../../electron/engine/evidence/save-evidence.ts'

const [folder = '', pid = '0'] = process.argv.slice(2)
const { ports } = makeDesk(folder, [Number(pid)])
process.stdout.write(JSON.stringify(await saveEvidence(ports, { target: 'iguana' })))
