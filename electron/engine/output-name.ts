/** A target as the name of a file: `init:iguana` is init-iguana. */
export const outputName = (target: string): string =>
  target.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100)
