/**
 * Reads a `text/event-stream` body piece by piece (HTML Living Standard, "Server-sent events",
 * 9.2.6). EventSource itself cannot carry an Authorization header.
 */
export interface StreamEvent {
  readonly name: string
  readonly data: string
}

/** Takes pieces of text as they come and gives back the events that they complete. */
export function createEventReader(): (piece: string) => StreamEvent[] {
  let rest = ''
  let name = ''
  let data: string[] = []
  const takeLine = (line: string): StreamEvent | null => {
    if (line === '') {
      const event = data.length === 0 ? null : { name: name || 'message', data: data.join('\n') }
      name = ''
      data = []
      return event
    }
    // A line that starts with a colon is a comment: the server's sign of life.
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') name = value
    else if (field === 'data') data.push(value)
    return null
  }
  return (piece) => {
    rest += piece
    // A carriage return at the very end may be half of a line break whose rest comes later.
    const held = rest.endsWith('\r') ? '\r' : ''
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\r|\n/)
    rest = (lines.pop() ?? '') + held
    return lines.flatMap((line) => takeLine(line) ?? [])
  }
}
