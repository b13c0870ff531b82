/** journalctl's JSON as records (systemd.journal-fields(7)). */

export interface JournalRecord {
  /**
   * Microseconds since the epoch: when it was sent (the kernel's word, native messages only), else
   * when journald received it, which is later on a busy machine.
   */
  readonly realtimeUs: number
  readonly message: string
  /** 128 bits as hexadecimal digits, '' where the message has none (sd-messages.h). */
  readonly messageId: string
  /** Who wrote it, as the host counts. */
  readonly pid: number
  /** Every field as text. */
  readonly fields: Readonly<Record<string, string>>
}

/** Parses `journalctl -o json`: one object a line. */
export function parseJournal(text: string): JournalRecord[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => {
      const raw = JSON.parse(line) as Record<string, unknown>
      const fields = Object.fromEntries(Object.entries(raw).map(([key, v]) => [key, textOf(v)]))
      return {
        realtimeUs: Number(fields._SOURCE_REALTIME_TIMESTAMP ?? fields.__REALTIME_TIMESTAMP),
        message: fields.MESSAGE ?? '',
        messageId: fields.MESSAGE_ID ?? '',
        pid: Number(fields._PID),
        fields,
      }
    })
}

/** A field is text, a list of its values, or a list of bytes where it is no UTF-8. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'number')
      ? Buffer.from(value).toString('latin1')
      : textOf(value[0])
  }
  return typeof value === 'string' ? value : ''
}
