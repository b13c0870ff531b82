/** Reads the body of a request, as far as it is allowed to go. */
import type { IncomingMessage } from 'node:http'

export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The other side went away in the middle. */
  | { readonly kind: 'broken' }

/** Keeps at most `maxBytes`: the first byte beyond ends the reading, whatever length was declared. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let length = 0
    const end = (body: Body): void => {
      request.off('data', take).off('end', finish).off('error', breakOff).off('close', breakOff)
      // Whoever breaks off later (an aborted upload) is nobody's concern any more.
      request.on('error', () => undefined)
      resolve(body)
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length <= maxBytes) chunks.push(chunk)
      else {
        chunks = []
        request.pause()
        end({ kind: 'too-large' })
      }
    }
    const finish = (): void => {
      end({ kind: 'whole', bytes: Buffer.concat(chunks) })
    }
    const breakOff = (): void => {
      end({ kind: 'broken' })
    }
    request.on('data', take).on('end', finish).on('error', breakOff).on('close', breakOff)
  })
}
