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

export const besideOption: Option = {
  name: 'beside',
  sentence:
    'start it even beside what is left of it, or what holds its port or pid file: two copies may spoil its data',
}

export const scopes = ['main', 'group', 'all'] as const
/** `control`: the ExecStop= or ExecReload= command of a unit that runs now. */
export const signalScopes = ['main', 'group', 'all', 'control'] as const

export const targetDetails = [
  'TARGET is a configured name, a unit (nginx.service, or user:NAME.service of your own systemd), init:NAME, pidfile:PATH, pid:N, exe:PATH or port:N.',
]

/** For commands that know units alone. */
export const unitDetails = [
  'TARGET is a systemd unit (nginx.service, or user:NAME.service of your own systemd), or anything that belongs to one.',
]

/** The option that says to whom a signal goes, with what holds without it. */
export const scopeOption = (usual: string, choices: readonly string[] = scopes): Option => ({
  name: 'scope',
  value: choices.join('|'),
  sentence: `to the main process, its process group, all members${choices.includes('control') ? ", or a unit's ExecStop= or ExecReload= command that runs now" : ''} (${usual} if not given)`,
  choices,
})

/** Reads a scope that the option's choices have already narrowed. */
export function readScope<S extends string>(
  value: string | undefined,
  choices: readonly S[],
  usual: S,
): S {
  return choices.find((scope) => scope === value) ?? usual
}
