/**
 * True for a unit that does nothing but start others: systemd.timer(5), .path(5), .socket(5),
 * .automount(5). A service or a target that brings something back is stopped by a plan of its own,
 * which shows what stops with it.
 */
export const isTrigger = (unit: string): boolean => /.\.(?:timer|path|socket|automount)$/.test(unit)
