/** Makes Debian's changelog of ours, which lists what people notice by version. */
import { maintainer, packageName } from './names.mjs'

/**
 * The part of this version, or what is not released yet; in the form of deb-changelog(5).
 * @param {string} text CHANGELOG.md @param {{ version: string, epoch: number }} release seconds
 */
export function writeDebianChangelog(text, { version, epoch }) {
  const parts = text.split(/^## /m).slice(1)
  const part =
    parts.find((each) => each.startsWith(`[${version}]`)) ??
    parts.find((each) => each.startsWith('[Unreleased]')) ??
    ''
  const points = part.split('\n').filter((line) => line.startsWith('- '))
  const when = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000')
  const lines = points.length > 0 ? points : ['- See https://quiesce.github.io']
  return [
    `${packageName} (${version}) stable; urgency=medium`,
    '',
    ...lines.flatMap((line) => wrap(line.slice(2))),
    '',
    ` -- ${maintainer}  ${when}`,
    '',
  ].join('\n')
}

/** @param {string} point */
function wrap(point) {
  const lines = ['']
  for (const word of point.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last.length + word.length > 72) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.map((line, index) => `${index === 0 ? '  * ' : '    '}${line}`)
}
