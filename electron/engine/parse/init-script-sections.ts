/** Which lines of an init script belong to one of its actions. */

/** The subject of the case that chooses the action. */
const choosesAction = /\bcase\s+"?\$(?:1\b|\{1\b|\{?(?:action|ACTION|cmd|CMD|command|COMMAND)\b)/
const label = /^\s*\(?(["']?[A-Za-z*][A-Za-z|"'* _-]*)\)/

interface ActionLine {
  readonly actions: readonly string[]
  readonly line: string
}

const namesOf = (text: string): readonly string[] =>
  text
    .split('|')
    .map((one) => one.trim().replace(/^["']|["']$/g, ''))
    .filter((one) => /^[a-z][a-z_-]*$/.test(one))

/** Lines of the case on `$1`, each with the labels it stands below. */
function readCases(lines: readonly string[]): readonly ActionLine[] {
  const found: ActionLine[] = []
  const stack: boolean[] = []
  let actions: readonly string[] = []
  for (const line of lines) {
    const opens = /(?:^|[\s;&|])case\s.*\sin(?:\s|$)/.test(line)
    if (opens) stack.push(choosesAction.test(line))
    const isMain = stack.at(-1) === true
    const after = opens ? line.replace(/^.*?\sin(?:\s|$)/, '') : line
    const labels = isMain ? label.exec(after)?.[1] : undefined
    if (labels !== undefined) actions = namesOf(labels)
    if (stack.includes(true)) found.push({ actions, line: after })
    if (/(?:^|[\s;])esac\b/.test(line)) stack.pop()
  }
  return found
}

/** Labels of the case on `$1`, in their order, and words that an `if` compares `$1` with. */
export function findActions(lines: readonly string[]): readonly string[] {
  const labels = readCases(lines).flatMap((one) => one.actions)
  const compared = lines.flatMap((line) =>
    [...line.matchAll(/"?\$\{?1\}?"?\s*==?\s*["']?([a-z][a-z-]*)/g)].map((m) => m[1] ?? ''),
  )
  return [...new Set([...labels, ...compared])]
}

/** Bodies of the functions of a script, by name. */
function readFunctions(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const functions = new Map<string, string[]>()
  let body: string[] | null = null
  for (const line of lines) {
    const name = /^\s*(?:function\s+)?([A-Za-z_][\w-]*)\s*\(\)/.exec(line)?.[1]
    if (name !== undefined) {
      body = [line.replace(/^[^)]*\)/, '')]
      functions.set(name, body)
      if (/\}\s*$/.test(line)) body = null
    } else if (body !== null) {
      body.push(line)
      // The brace in the first column ends it: house style of every init script that was looked at.
      if (/^\}/.test(line)) body = null
    }
  }
  return functions
}

/**
 * The lines that an action runs: its branch of the case, and the functions called there. All lines
 * where no such branch can be seen.
 */
export function linesOfAction(lines: readonly string[], action: string): readonly string[] {
  const functions = readFunctions(lines)
  const branch = readCases(lines)
    .filter((one) => one.actions.includes(action))
    .map((one) => one.line)
  const own = functions.get(action)
  if (branch.length === 0 && own === undefined) return lines
  const found = [...branch, ...(branch.length === 0 ? (own ?? []) : [])]
  const called = new Set<string>()
  for (let at = 0; at < found.length; at += 1) {
    for (const [word] of (found[at] ?? '').matchAll(/[A-Za-z_][\w-]*/g)) {
      const body = called.has(word) ? undefined : functions.get(word)
      if (body === undefined) continue
      called.add(word)
      found.push(...body)
    }
  }
  return found
}
