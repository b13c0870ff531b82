/** The console as a client of the window meets it: its address, its requests, its stream of events. */
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'

export interface Door {
  readonly port: number
  readonly token: string
}

/** Reads where a console that starts is from the opener file whose path it prints. */
export async function openDoor(console_: ChildProcess): Promise<Door> {
  let text = ''
  for await (const chunk of console_.stdout ?? []) {
    text += String(chunk)
    const path = /(\/\S+\.html)/.exec(text)?.[1]
    if (path === undefined) continue
    const found = /127\.0\.0\.1:(\d+)\/#token=([\w-]+)/.exec(readFileSync(path, 'utf8'))
    if (found) return { port: Number(found[1]), token: found[2] ?? '' }
  }
  throw new Error(`the console did not start: ${text}`)
}

const headers = (door: Door): Record<string, string> => ({
  Authorization: `Bearer ${door.token}`,
  Origin: `http://127.0.0.1:${door.port}`,
  'Content-Type': 'application/json',
})

/** One request, answered with its value; rejects where it is refused. */
export function ask(door: Door, name: string, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: door.port, path: `/api/${name}`, method: 'POST' }
    const call = request({ ...options, headers: headers(door) }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => {
        const parsed = JSON.parse(text) as { ok: boolean; value: unknown }
        if (parsed.ok) resolve(parsed.value)
        else reject(new Error(text))
      })
    })
    call.on('error', reject)
    call.end(JSON.stringify(input))
  })
}

/** Calls back with each event's name and payload until the console ends. */
export function listen(
  door: Door,
  onEvent: (name: string, payload: unknown) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: door.port, path: '/api/events' }
    const call = request({ ...options, headers: headers(door) }, (answer) => {
      resolve()
      let rest = ''
      answer.on('data', (chunk: Buffer) => {
        const parts = (rest + chunk.toString()).split('\n\n')
        rest = parts.pop() ?? ''
        for (const part of parts) readEvent(part, onEvent)
      })
    })
    call.on('error', reject)
    call.end()
  })
}

function readEvent(text: string, onEvent: (name: string, payload: unknown) => void): void {
  const name = /^event: (\w+)/.exec(text)?.[1]
  const data = text.indexOf('data: ')
  if (name !== undefined && data >= 0) onEvent(name, JSON.parse(text.slice(data + 6)))
}
