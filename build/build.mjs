/** `npm run build`: everything into dist/, and of that only what changed. */
import { ensure } from './ensure.mjs'

await ensure(import.meta.url)
const { buildAll } = await import('./build-all.mjs')
process.exitCode = (await buildAll()) ? 0 : 1
