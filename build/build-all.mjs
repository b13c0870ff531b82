/** Builds the native programs, the window and the node side into dist/. */
import { stripVTControlCharacters } from 'node:util'
import { buildIcons } from './build-icons.mjs'
import { buildNative } from './build-native.mjs'
import { buildNodeSide } from './build-node-side.mjs'
import { buildRenderer } from './build-renderer.mjs'

/**
 * Builds what is outdated, one after the other, and prints a line for each part that was built or
 * failed. A part whose sources are not there is left out.
 * @returns {Promise<boolean>} false when a part that Quiesce cannot do without failed
 */
export async function buildAll() {
  await buildNative()
  for (const build of [buildNodeSide, buildRenderer, buildIcons]) {
    try {
      await build()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      // The bundlers colour what they say, whoever reads it.
      console.error(process.stderr.isTTY ? message : stripVTControlCharacters(message))
      console.error('The build failed; what stands above says where.')
      return false
    }
  }
  return true
}
