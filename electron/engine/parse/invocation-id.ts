/**
 * INVOCATION_ID out of the bytes of `/proc/PID/environ`, 32 hexadecimal digits; '' where there is
 * none. systemd sets it for every process that it starts (systemd.exec(5)) and children inherit it.
 * The environment is whatever the process made of it: the first entry counts, as for getenv(3), and
 * one of another shape is none.
 */
export function parseInvocationId(environ: string): string {
  return /(?:^|\0)INVOCATION_ID=([^\0]*)/.exec(environ)?.[1]?.match(/^[0-9a-f]{32}$/)?.[0] ?? ''
}
