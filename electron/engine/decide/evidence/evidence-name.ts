/** Names of evidence: of its folder, and of the files in it. */

/** What may stand in a file's name for anything a target or a process is called. */
export const safeName = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._@-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 64) || 'service'

/**
 * `QUIESCE-kamailio.service-20261122T110213Z`, and with a number behind it from the second attempt
 * on. UTC, so that folders of two machines can be laid side by side.
 */
export function evidenceFolderName(target: string, wall: number, attempt: number): string {
  const time = new Date(wall).toISOString().replace(/[-:]|\.\d+/g, '')
  return `QUIESCE-${safeName(target)}-${time}${attempt === 0 ? '' : `-${attempt + 1}`}`
}
