/** Decides whether the npm packages in the checkout are the ones that the lock file names. */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */
/** @typedef {{ packages?: Record<string, LockedPackage> }} LockFile */

/**
 * What has to be done about the packages: null where nothing, else why, as words.
 *
 * `stamp` is the digest of the lock file at our last install. Without one, npm's own record
 * (node_modules/.package-lock.json) is compared, so that nobody's `npm install` is repeated.
 * Optional packages are for other systems too; their absence is no reason.
 * @param {{ lock: LockFile, digest: string, installed: LockFile | null, stamp: string | null }} state
 * @returns {string | null}
 */
export function decideInstall({ lock, digest, installed, stamp }) {
  if (installed === null) return 'there are none yet'
  if (stamp !== null) return stamp === digest ? null : 'package-lock.json has changed'
  const wrong = Object.entries(lock.packages ?? {}).find(
    ([path, wanted]) =>
      path !== '' &&
      wanted.optional !== true &&
      installed.packages?.[path]?.version !== wanted.version,
  )
  return wrong === undefined ? null : `${wrong[0]} is missing or of another version`
}
