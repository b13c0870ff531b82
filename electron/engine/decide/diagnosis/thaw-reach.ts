/** Which frozen cgroups are a service's own to thaw, and who thaws the others. */
import { refuseWholeKill } from '../../parse/cgroup-path.ts'
import { decideCgroupOwner } from '../cgroup-owner.ts'
import { shellWord } from '../shell-word.ts'

/**
 * True at or below the service's own cgroup, as its manager names it; never for the root or a slice,
 * and not known is not its own: whoever else is in there would go on, too.
 */
export function isOwnCgroup(cgroup: string, own: string | null): boolean {
  if (own === null || refuseWholeKill(own) !== null || refuseWholeKill(cgroup) !== null) {
    return false
  }
  return cgroup === own || cgroup.startsWith(`${own}/`)
}

/** What ends a pause, by the command that the same tool stops with; null where it knows no pause. */
const resumes: readonly (readonly [stop: string, resume: string])[] = [
  ['docker stop', 'docker unpause'],
  ['podman stop', 'podman unpause'],
  ['nerdctl stop', 'nerdctl unpause'],
  ['lxc-stop -n', 'lxc-unfreeze -n'],
  ['virsh shutdown', 'virsh resume'],
]

/** Who thaws a cgroup that is not the service's: a sentence, and the command where there is one. */
export function whoThaws(cgroup: string): string {
  const owner = decideCgroupOwner(cgroup)
  switch (owner.kind) {
    case 'container': {
      const known = resumes.find(([stop]) => owner.stop.startsWith(`${stop} `))
      const command = known ? `: ${known[1]}${owner.stop.slice(known[0].length)}` : ''
      return `It belongs to ${owner.what}. Resume that with its own tool${command}.`
    }
    case 'unit': {
      const user = owner.userManager === null ? '' : '--user '
      return `It belongs to ${owner.unit}: systemctl ${user}thaw ${shellWord(owner.unit)}.`
    }
    case 'scope':
      return `It belongs to ${owner.scope}: systemctl thaw ${shellWord(owner.scope)}.`
    case 'nobody': {
      const last = cgroup.split('/').at(-1) ?? ''
      return last.endsWith('.slice')
        ? `It is a slice, which holds other services: systemctl thaw ${shellWord(last)}.`
        : `Whoever froze it thaws it: echo 0 > ${shellWord(`/sys/fs/cgroup${cgroup}/cgroup.freeze`)}.`
    }
  }
}
