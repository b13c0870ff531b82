const types = 'service|socket|target|device|mount|automount|swap|timer|path|slice|scope'
const unitName = new RegExp(`^[A-Za-z0-9:_.@\\\\-]+\\.(?:${types})$`)

/**
 * True for the whole name of a unit as systemd spells it (systemd.unit(5)): letters, digits,
 * `:-_.\\@` and a type, 255 characters at most. No `/` is possible in one.
 */
export const isUnitName = (name: string): boolean => name.length <= 255 && unitName.test(name)
