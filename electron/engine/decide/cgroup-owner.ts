/**
 * Whose a cgroup is, from its path alone. systemd's naming: systemd.unit(5), systemd.slice(5) and
 * https://systemd.io/CGROUP_DELEGATION; containers as their runtimes name them (systemd driver
 * `docker-ID.scope`, cgroupfs driver `/docker/ID`).
 */
import { unescapeUnitName, unitOfCgroup } from '../parse/cgroup.ts'
import { shellWord } from './shell-word.ts'

export type CgroupOwner =
  /** A container or virtual machine: only its own tool may stop it. */
  | { readonly kind: 'container'; readonly what: string; readonly stop: string }
  /** A service of systemd; `userManager` is the uid whose own manager runs it, else null. */
  | { readonly kind: 'unit'; readonly unit: string; readonly userManager: number | null }
  /** A login session's scope (systemd-logind), or a scope that an application was started in. */
  | { readonly kind: 'scope'; readonly scope: string }
  | { readonly kind: 'nobody' }

const container = (what: string, id: string, command: string): CgroupOwner => ({
  kind: 'container',
  what: `${what} ${id}`,
  stop: `${command} ${shellWord(id)}`,
})

interface Pattern {
  readonly pattern: RegExp
  readonly owner: (id: string) => CgroupOwner
}

/** The runtimes show twelve digits of an id, and accept them. */
const short = (id: string): string => id.slice(0, 12)
const pod = (id: string): CgroupOwner =>
  container('the Kubernetes container', short(id), 'crictl stop')
const machine = (name: string): CgroupOwner =>
  container('the machine', unescapeUnitName(name), 'machinectl poweroff')
const virtual = (name: string): CgroupOwner =>
  container('the virtual machine', unescapeUnitName(name), 'virsh shutdown')

// The order matters: pods before plain docker, whose ids they contain; QEMU before machines.
const patterns: readonly Pattern[] = [
  { pattern: /\/(?:cri-containerd|crio|crio-conmon)-([0-9a-f]{12,64})\.scope/, owner: pod },
  {
    pattern: /\/kubepods[^/]*\/(?:.*\/)?(?:docker-)?([0-9a-f]{64})(?:\.scope)?(?:\/|$)/,
    owner: pod,
  },
  {
    pattern: /\/docker[-/]([0-9a-f]{12,64})(?:\.scope)?(?:\/|$)/,
    owner: (id) => container('the Docker container', short(id), 'docker stop'),
  },
  {
    pattern: /\/libpod-(?:conmon-)?([0-9a-f]{12,64})(?:\.scope)?(?:\/|$)/,
    owner: (id) => container('the Podman container', short(id), 'podman stop'),
  },
  {
    pattern: /\/nerdctl-([0-9a-f]{12,64})\.scope/,
    owner: (id) => container('the containerd container', short(id), 'nerdctl stop'),
  },
  {
    pattern: /\/lxc(?:\.(?:payload|monitor)[./]|\/)([^/]+)/,
    owner: (name) => container('the LXC container', name, 'lxc-stop -n'),
  },
  { pattern: /\/machine-qemu\\x2d\d+\\x2d([^/]+)\.scope/, owner: virtual },
  { pattern: /\/machine\/qemu-\d+-([^/]+)\.libvirt-qemu/, owner: virtual },
  { pattern: /\/machine-([^/]+)\.scope/, owner: machine },
  { pattern: /\/systemd-nspawn@([^/]+)\.service/, owner: machine },
]

/** Nearly every path has none of these words: one look instead of ten. */
const anyRuntime = /docker|libpod|kubepods|cri-containerd|crio|nerdctl|lxc|machine|nspawn/

/** Says whose processes in this cgroup are. `path` as in /proc/PID/cgroup, from the root. */
export function decideCgroupOwner(path: string): CgroupOwner {
  for (const { pattern, owner } of anyRuntime.test(path) ? patterns : []) {
    const id = pattern.exec(path)?.[1]
    if (id !== undefined) return owner(id)
  }
  const found = unitOfCgroup(path)
  if (!found) return { kind: 'nobody' }
  const { unit, manager } = found
  if (!unit.endsWith('.service')) return { kind: 'scope', scope: unit }
  return { kind: 'unit', unit, userManager: manager.kind === 'user' ? manager.uid : null }
}
