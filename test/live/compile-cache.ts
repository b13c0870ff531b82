/** Where Node keeps what it compiled of the command line, which tests start hundreds of times. */

/**
 * The variables that say so, where `npm test` set them, for an environment made from nothing.
 * `as` names the folder as the program will see it.
 */
export function compileCache(
  as: (path: string) => string = (path) => path,
): Readonly<Record<string, string>> {
  const { NODE_COMPILE_CACHE: folder, NODE_COMPILE_CACHE_PORTABLE: portable } = process.env
  if (folder === undefined) return {}
  return {
    NODE_COMPILE_CACHE: as(folder),
    ...(portable === undefined ? {} : { NODE_COMPILE_CACHE_PORTABLE: portable }),
  }
}
