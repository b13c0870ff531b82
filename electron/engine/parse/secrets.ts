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

// Every pattern starts at few places and looks ahead a bounded way: an argument may have 64 KiB.
/** `key=`, `key: `, `"key":` or `--key ` inside a text; what follows is a value. */
const keyWithin =
  /(?<![\w.-])(?:(--?[A-Za-z][\w.-]*)\s+|-{0,2}([A-Za-z][\w.-]*)["']?\s{0,9}[=:]\s{0,9}(?:(?:Bearer|Basic)\s)?)/g
const valueHere = /"[^"]*"?|'[^']*'?|[^\s,;&"']+/y
const urlPassword =
  /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]{0,256}):(?:[^\s/?#]{0,4096}|(?!\d{1,5}(?:[/?#]|$))[^\s@]{0,512})@/gi
const barePassword =
  /(^|[\s=,])(?!(?:sips?|mailto|xmpp|acct|tel|urn):)([\w.-]{1,256}):[^\s@/:]{1,4096}@(?=[\w.[-])/gi

/** Masks the values behind secret keys within a text; a quoted value goes whole. */
function maskFields(text: string): string {
  let masked = ''
  let end = 0
  for (const match of text.matchAll(keyWithin)) {
    if (match.index < end || !isSecretName(match[1] ?? match[2] ?? '')) continue
    valueHere.lastIndex = match.index + match[0].length
    const value = valueHere.exec(text)
    if (!value) continue
    masked += text.slice(end, value.index) + mask
    end = value.index + value[0].length
  }
  return masked + text.slice(end)
}

function maskOne(argument: string): string {
  const at = argument.search(/[=:]/)
  const key = argument.slice(0, Math.max(0, at))
  if (!isSecretName(key) || /\s/.test(key)) {
    const withoutUrls = argument
      .replace(urlPassword, `$1:${mask}@`)
      .replace(barePassword, `$1$2:${mask}@`)
    return maskFields(withoutUrls)
  }
  // The whole rest is the value: a password may hold any character.
  const gap = argument[at] === ':' && argument[at + 1] === ' ' ? 2 : 1
  return argument.length > at + gap ? argument.slice(0, at + gap) + mask : argument
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
