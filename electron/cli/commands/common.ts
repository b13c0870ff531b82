/** Options and paragraphs that several commands share. */
import type { Option } from '../command.ts'

export const scheduleOption: Option = {
  name: 'schedule',
  value: 'SCHEDULE',
  sentence: 'steps separated by /, such as stop/30/ask/KILL/5 (a number is seconds)',
}

export const noInputOption: Option = {
  name: 'no-input',
  sentence: 'ask nothing: a run that would ask ends as hung (implied without a terminal)',
}

export const scopes = ['main', 'group', 'all'] as const

export const targetDetails = [
  'TARGET is a configured name, a unit (nginx.service), init:NAME, pidfile:PATH, pid:N, exe:PATH or port:N.',
]

/** The option that says to whom a signal goes, with what holds without it. */
export const scopeOption = (usual: (typeof scopes)[number]): Option => ({
  name: 'scope',
  value: scopes.join('|'),
  sentence: `to the main process, its process group, or all members (${usual} if not given)`,
  choices: scopes,
})

/** Reads a scope that the option's choices have already narrowed. */
export function readScope(
  value: string | undefined,
  usual: (typeof scopes)[number],
): (typeof scopes)[number] {
  return scopes.find((scope) => scope === value) ?? usual
}
