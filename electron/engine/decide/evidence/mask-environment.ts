/** What of an environment, a log or a command line may lie in a file. */
import { printable } from '../../../../shared/wording/numbers.ts'
import { isSecretName, mask, maskSecrets } from '../../parse/secrets.ts'

// Wider than for arguments: a variable that is masked too much costs a line, one too few a password.
const secretWord = /pass|token|key|secret|credential|cookie|pwd|auth|dsn|private|salt|session/i
const harmlessNames: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SSH_AUTH_SOCK', 'XAUTHORITY'])

const isSecretVariable = (name: string): boolean =>
  !harmlessNames.has(name) && (secretWord.test(name) || isSecretName(name))

function maskVariable(entry: string): string {
  const at = entry.indexOf('=')
  if (at <= 0) return maskText(entry)
  const name = entry.slice(0, at)
  if (isSecretVariable(name)) return `${name}=${entry.length > at + 1 ? mask : ''}`
  const value = entry.slice(at + 1)
  // A value may be a whole command line (`JAVA_OPTS=-Ddb.password=…`) or a list of settings.
  return `${name}=${maskText(value)}`
}

/**
 * `/proc/PID/environ` (variables with a NUL behind each) as lines, every value masked whose name says
 * that it is a secret, and passwords in URLs of any other. What has no telling name goes through.
 */
export function maskEnvironment(text: string): string {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => `${printable(maskVariable(entry))}\n`)
    .join('')
}

/** One line of anything with the secrets in it masked, as far as names or URLs tell of them. */
function maskLine(line: string): string {
  const [whole = ''] = maskSecrets([line])
  // Behind `--password` stands a word of its own, which only a list of arguments shows.
  return maskSecrets(whole.split(' ')).join(' ')
}

/** A text (a log, a table of mounts) line by line, secrets masked. */
export const maskText = (text: string): string => text.split('\n').map(maskLine).join('\n')

/** A command line, one argument a line, masked as arguments and as text. */
export const maskArguments = (args: readonly string[]): string =>
  maskSecrets(args)
    .map((argument) => `${printable(maskText(argument))}\n`)
    .join('')
