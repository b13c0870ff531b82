/**
 * Run inside a host: carries requests from stdin to the console's HTTP, and its answers and events
 * to stdout, one JSON object a line. The first line of stdin is where it is: { origin, token }.
 */
import { createInterface } from 'node:readline'

interface Ask {
  readonly id: number
  readonly name: string
  readonly input: unknown
}
const say = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const nextLine = async (): Promise<string | null> => {
  const next = (await lines.next()) as { done?: boolean; value: string }
  return next.done === true ? null : next.value
}
const { origin, token } = JSON.parse((await nextLine()) ?? '{}') as Record<string, string>
const headers = { Authorization: `Bearer ${token ?? ''}`, 'Content-Type': 'application/json' }

async function carry({ id, name, input }: Ask): Promise<void> {
  try {
    const body = JSON.stringify(input)
    const response = await fetch(`${origin ?? ''}/api/${name}`, { method: 'POST', headers, body })
    say({ id, answer: (await response.json()) as unknown })
  } catch (error) {
    say({ id, lost: String(error) })
  }
}

/** Server-sent events: each is a line `event:` and a line `data:`. */
async function listen(): Promise<void> {
  const { body } = await fetch(`${origin ?? ''}/api/events`, { headers })
  let text = ''
  let event = ''
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n')) {
      const line = text.slice(0, at)
      text = text.slice(at + 1)
      if (line.startsWith('event: ')) event = line.slice('event: '.length)
      if (line.startsWith('data: ')) say({ event, payload: JSON.parse(line.slice(6)) as unknown })
    }
  }
}

listen().catch((error: unknown) => {
  say({ event: 'lost', payload: String(error) })
})
for (let line = await nextLine(); line !== null; line = await nextLine()) {
  void carry(JSON.parse(line) as Ask)
}
process.exit(0)
