/** User names by uid out of passwd(5). The first of several names for a uid wins, as in libc. */
export function parsePasswd(text: string): Map<number, string> {
  const names = new Map<number, string>()
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':')
    // `+` and `-` lines include or exclude NIS; they name nobody.
    if (!name || /^[+-]/.test(name) || uid === undefined || !/^\d+$/.test(uid)) continue
    if (!names.has(Number(uid))) names.set(Number(uid), name)
  }
  return names
}
