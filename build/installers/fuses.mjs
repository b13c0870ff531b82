/**
 * Electron's fuses: what its program can never be asked to do again, whoever starts it. Off: to be a
 * plain Node, to take Node's options and a debugger, a snapshot of its own for the main process,
 * file: pages with more rights than web pages. On: cookies are encrypted, the application comes from
 * its archive alone, and the archive's digest is checked (on Windows and macOS, where Electron can).
 */
export const fuses = /** @type {const} */ ({
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
})
