import { describe, expect, it } from 'vitest'
import { parseInvocationId } from '../../../electron/engine/parse/invocation-id.ts'

const id = '0123456789abcdef0123456789abcdef'
const other = 'f'.repeat(32)

describe('INVOCATION_ID of an environment', () => {
  it.each([
    ['alone', `INVOCATION_ID=${id}\0`, id],
    ['among others', `LANG=C\0INVOCATION_ID=${id}\0HOME=/\0`, id],
    ['at the end, unterminated', `LANG=C\0INVOCATION_ID=${id}`, id],
    ['twice: the first counts', `INVOCATION_ID=${id}\0INVOCATION_ID=${other}\0`, id],
    ['twice, the first malformed', `INVOCATION_ID=x\0INVOCATION_ID=${id}\0`, ''],
    ['behind bytes of any kind', `A=\xff\xfe\n\x01\0INVOCATION_ID=${id}\0`, id],
    ['behind an empty entry', `\0\0INVOCATION_ID=${id}\0`, id],
    ['in another value', `A=INVOCATION_ID=${id}\0`, ''],
    ['in another name', `MY_INVOCATION_ID=${id}\0`, ''],
    ['behind a newline, which ends no entry', `A=b\nINVOCATION_ID=${id}\0`, ''],
    ['too short', `INVOCATION_ID=${id.slice(1)}\0`, ''],
    ['too long', `INVOCATION_ID=${id}0\0`, ''],
    ['in capitals, as systemd never writes it', `INVOCATION_ID=${id.toUpperCase()}\0`, ''],
    ['with a newline behind it', `INVOCATION_ID=${id}\n\0`, ''],
    ['empty', 'INVOCATION_ID=\0', ''],
    ['without a value', 'INVOCATION_ID\0', ''],
    ['of a process without an environment', '', ''],
    ['overwritten by a title', 'nginx: worker process\0\0\0\0', ''],
  ])('%s', (_what, environ, expected) => {
    expect(parseInvocationId(environ)).toBe(expected)
  })
})
