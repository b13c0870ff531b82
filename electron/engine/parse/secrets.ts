/** What stands in a secret's place. */
export const mask = '***'

// The end of a name decides: `--password-file` names a file, `--db-password` holds a password.
const secretEnd =
  /(?:password|passwd|passphrase|pass|pwd|secret|token|credentials?|cookie|masterauth|authorization|(?:api|access|secret|auth|account|encryption|signing|master|shared|private)key)\d*$/
const harmless = /(?:bypass|compass|encompass|trespass|oldpwd)$|^pwd$/

/** True for the name of an option, variable or field whose value is a secret. */
export function isSecretName(name: string): boolean {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return secretEnd.test(letters) && !harmless.test(letters)
}

/**
 * Short options that carry a secret, by program. Elsewhere `-p` is a port, a pid or a path, and a
 * masked port would hide what a person looks for. `attached`: only `-pVALUE` is a value.
 */
const shortOptions: readonly {
  readonly program: RegExp
  readonly option: string
  readonly attachedOnly?: true
}[] = [
  { program: /^(?:mysql|mariadb)/, option: '-p', attachedOnly: true },
  { program: /^sshpass$/, option: '-p' },
  { program: /^ldap(?:add|compare|delete|modify|modrdn|passwd|search|whoami)$/, option: '-w' },
  { program: /^redis-(?:cli|benchmark)$/, option: '-a' },
  { program: /^mosquitto_(?:pub|sub|rr)$/, option: '-P' },
  { program: /^(?:ipmitool|sqlcmd|zip|unzip|vncsnapshot)$/, option: '-P' },
  { program: /^snmp(?:get|set|walk|bulkwalk|trap|table)$/, option: '-c' },
  { program: /^curl$/, option: '-u' },
]

const name = String.raw`[A-Za-z][\w.\-]*`
const value = String.raw`(?:"[^"]*"?|'[^']*'?|[^\s,;&"']+)`
/** `key=value`, `key: value` and `"key":"value"` inside a longer text. */
const field = new RegExp(
  String.raw`(${name})(["']?\s*[=:]\s*(?:(?:Bearer|Basic)\s+)?)(${value})`,
  'gi',
)
/** `--key value` inside a longer text, as in `sh -c "…"`. */
const spacedOption = new RegExp(String.raw`(^|\s)(--?${name})(\s+)(${value})`, 'g')
const urlPassword =
  /([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):(?:[^\s/?#]*|(?!\d{1,5}(?:[/?#]|$))[^\s@]*)@/gi
const barePassword =
  /(^|[\s=,])(?!(?:sips?|mailto|xmpp|acct|tel|urn):)([\w.-]+):[^\s@/:]+@(?=[\w.[-])/gi

/** Masks what shows itself as a secret within one text. */
function maskWithin(text: string): string {
  return text
    .replace(urlPassword, `$1:${mask}@`)
    .replace(barePassword, `$1$2:${mask}@`)
    .replace(/^pass:.+/s, `pass:${mask}`)
    .replace(field, (all, key: string, between: string) =>
      isSecretName(key) ? `${key}${between}${mask}` : all,
    )
    .replace(spacedOption, (all, before: string, key: string, gap: string) =>
      isSecretName(key) ? `${before}${key}${gap}${mask}` : all,
    )
}

function maskOne(argument: string): string {
  const assignment = /^([^=\s]*[^=\s\w]|)([A-Za-z][\w.-]*)([=:]\s*)(?=.)/s.exec(argument)
  // The whole rest is the value: a password may hold any character.
  if (assignment?.[2] !== undefined && isSecretName(assignment[2])) return assignment[0] + mask
  return maskWithin(argument)
}

function maskShort(argument: string, option: string): string {
  return argument.length > option.length && argument.startsWith(option) ? option + mask : argument
}

/**
 * Arguments with secrets replaced by `***`, as many arguments as before: values of options,
 * variables and fields whose name says so, passwords in URLs, and short options of programs known
 * to take a password in them. It errs towards masking. What has no telling name goes through; no
 * rule can know it.
 */
export function maskSecrets(args: readonly string[]): string[] {
  const programs = args.map((argument) => argument.slice(argument.lastIndexOf('/') + 1))
  // Any word may be the program: `sudo`, `nice` and `env` stand before it.
  const short = shortOptions.filter(({ program }) => programs.some((word) => program.test(word)))
  let isValue = false
  return args.map((argument) => {
    const masksThis = isValue
    const isSpaced = short.some((s) => s.attachedOnly !== true && s.option === argument)
    isValue = isSpaced || (/^--?[A-Za-z][\w.-]*$/.test(argument) && isSecretName(argument))
    if (masksThis && argument !== '') return mask
    return short.reduce((text, s) => maskShort(text, s.option), maskOne(argument))
  })
}
