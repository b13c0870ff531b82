/** What is told of a folder of evidence to whoever opens it months later. */
export interface ReadmeFacts {
  readonly title: string
  readonly target: string
  readonly by: string
  readonly host: string
  /** Wall clock, milliseconds. */
  readonly at: number
  readonly version: string
}

/** The README.txt of the folder: what is what, in plain words. */
export function evidenceReadme({ title, target, by, host, at, version }: ReadmeFacts): string {
  return `What Quiesce ${version} saved of ${title} (${target}) on ${host}
at ${new Date(at).toISOString()} for ${by}, before anything was forced.

index.json          what was saved, what could not be and why, how long it took
diagnosis.*         why it did not stop, as it was judged last
log.txt             its own last log lines
run.jsonl           what Quiesce did in this run: its records in the journal
machine.txt         memory, load and pressure (PSI) of the machine
locks.txt           file locks of the machine (/proc/locks)
mounts.txt          the mounts that it sees (mountinfo)
cgroup.txt          its cgroup: members, limits, memory, pressure, whether it is frozen
PID.status.txt      state, masks, limits, input and output, scheduling, command line
PID.threads.txt     each thread: state, system call, where it waits, kernel stack
PID.files.txt       open files, with their positions and locks (fdinfo)
PID.sockets.txt     lines of /proc/net about its sockets
PID.environ.txt     its environment
PID.memory.txt      what its memory is used for, and what is mapped
core.PID            its whole memory, where that was asked for

Values whose names say that they are secrets are masked as ***, and so are passwords
in addresses. A secret that has no telling name may still be there, and a core holds
everything: look before you send this to anybody.

Nothing here was read by stopping or touching the service; only a core stops it while
it is written.
`
}
