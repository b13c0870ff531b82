/** Who waits for whom, to be drawn: from the main process to the leaf that blocks. */
import type { Diagnosis, WaitEdge, WaitNode } from '../../../../shared/diagnosis.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { isFrozen, type Case, type Proc } from './case.ts'
import type { Claim, Wait, WaitTarget } from './claim.ts'

const idOf = (pid: number): string => `process:${pid}`
const targetId = (to: WaitTarget): string => (to.kind === 'process' ? idOf(to.pid) : to.id)

/** More would be no picture. */
const mostNodes = 12

function detailOf(proc: Proc): string {
  const state = proc.now.row.state
  if (proc.zombie) return 'a zombie'
  if (isFrozen(proc)) return 'frozen'
  if (state === 'T') return 'stopped'
  if (state === 't') return 'held by its tracer'
  if (state === 'D') return 'asleep in the kernel'
  return proc.main ? 'main process' : ''
}

const labelOf = (proc: Proc): string => `${proc.pid} ${printable(proc.name)}`

function nodeOf(c: Case, pid: number, to: WaitTarget | undefined): Omit<WaitNode, 'role'> {
  const proc = c.byPid.get(pid)
  if (proc === undefined) {
    return { id: idOf(pid), label: to?.label ?? `Process ${pid}`, detail: to?.detail ?? '' }
  }
  const said = detailOf(proc)
  return { id: idOf(pid), label: labelOf(proc), detail: said === '' ? (to?.detail ?? '') : said }
}

/** From the head of the service down to a process, parent by parent; empty where there is no way. */
function lineage(c: Case, pid: number): readonly Wait[] {
  const waits: Wait[] = []
  const seen = new Set<number>()
  let child = c.byPid.get(pid)
  while (child !== undefined && !child.main && !seen.has(child.pid)) {
    seen.add(child.pid)
    const parent = c.byPid.get(child.now.row.parentPid)
    if (parent?.facts.member !== true || parent.pid === child.pid) break
    const to = { kind: 'process', pid: child.pid, label: labelOf(child), detail: '' } as const
    waits.unshift({ from: parent.pid, to, why: 'its child', ms: null })
    child = parent
  }
  return waits
}

function edgesOf(c: Case, claims: readonly Claim[]): readonly Wait[] {
  // A weak sign draws no arrow beside a sure one.
  const sure = claims.filter((claim) => claim.certainty !== 'possible')
  const told = (sure.length > 0 ? sure : claims.slice(0, 1)).flatMap((claim) => claim.waits ?? [])
  const verdict = claims[0]?.subject?.pid
  const reached = new Set(told.flatMap(({ to }) => (to.kind === 'process' ? [to.pid] : [])))
  const above = verdict === undefined || reached.has(verdict) ? [] : lineage(c, verdict)
  return [...above, ...told]
}

/** Each pair once: the first word for it holds. */
function unique(waits: readonly Wait[]): readonly Wait[] {
  const seen = new Set<string>()
  return waits.filter(({ from, to }) => {
    const key = `${from}→${targetId(to)}`
    if (from === (to.kind === 'process' ? to.pid : -1) || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** From the main process on, step by step; what it does not lead to comes last. */
function fromTheTop(c: Case, waits: readonly Wait[]): readonly Wait[] {
  const awaited = new Set(waits.map(({ to }) => (to.kind === 'process' ? to.pid : -1)))
  const byWaiter = new Map<number, Wait[]>()
  for (const wait of waits) byWaiter.set(wait.from, [...(byWaiter.get(wait.from) ?? []), wait])
  const tops = [...byWaiter.keys()].filter((pid) => !awaited.has(pid))
  const due = [...(c.main === null ? [] : [c.main.pid]), ...tops]
  const sorted = new Set<Wait>()
  for (const pid of due) {
    for (const wait of byWaiter.get(pid) ?? []) {
      if (sorted.has(wait)) continue
      sorted.add(wait)
      // `due` grows as it is walked.
      if (wait.to.kind === 'process') due.push(wait.to.pid)
    }
  }
  return [...sorted, ...waits.filter((wait) => !sorted.has(wait))]
}

/** The leaf under the verdict's subject: whoever waits for nobody any more. */
function culpritOf(claims: readonly Claim[], waits: readonly Wait[]): string | null {
  const pid = claims[0]?.subject?.pid
  if (pid === undefined) return null
  let at = idOf(pid)
  const seen = new Set<string>()
  while (!seen.has(at)) {
    seen.add(at)
    const next = waits.find(({ from }) => idOf(from) === at)
    if (next === undefined) break
    at = targetId(next.to)
  }
  return at
}

/** The picture of the findings, in their order; empty where there are none. */
export function drawWaits(c: Case, claims: readonly Claim[]): Diagnosis['waits'] {
  const waits = fromTheTop(c, unique(edgesOf(c, claims)))
  const culprit = culpritOf(claims, waits)
  const nodes = new Map<string, WaitNode>()
  const add = (node: Omit<WaitNode, 'role'>, member: boolean): void => {
    if (nodes.has(node.id) || nodes.size >= mostNodes) return
    const role = node.id === culprit ? 'culprit' : member ? 'member' : 'outside'
    nodes.set(node.id, { ...node, role })
  }
  const addPid = (pid: number, to?: WaitTarget): void => {
    add(nodeOf(c, pid, to), c.byPid.get(pid)?.facts.member === true)
  }
  const subject = claims[0]?.subject
  if (subject !== undefined && subject !== null && waits.length === 0) addPid(subject.pid)
  for (const { from, to } of waits) {
    addPid(from)
    if (to.kind === 'process') addPid(to.pid, to)
    else add({ id: to.id, label: to.label, detail: to.detail }, false)
  }
  const edges = waits.map(({ from, to, why, ms }): WaitEdge => ({
    from: idOf(from),
    to: targetId(to),
    why,
    ms,
  }))
  return {
    nodes: [...nodes.values()],
    edges: edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to)),
  }
}
