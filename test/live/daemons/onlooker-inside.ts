/**
 * Run inside a host: one engine that answers what it is asked on stdin, a JSON object a line each way.
 * It goes when stdin ends.
 */
import { createInterface } from 'node:readline'
import { createEngine } from '../../../electron/engine/engine.ts'
import type { Asked, Answered } from './onlooker.ts'

const say = (answered: Answered): void => {
  process.stdout.write(`${JSON.stringify(answered)}\n`)
}

const opened = await createEngine({ door: 'test' })
if (!opened.ok) throw new Error(opened.error.message)
const engine = opened.value

const answer = async ({ id, name, input }: Asked): Promise<void> => {
  try {
    say({ id, result: await engine.request(name, input) })
  } catch (error) {
    say({ id, lost: String(error) })
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  void answer(JSON.parse(line) as Asked)
}
process.exit(0)
