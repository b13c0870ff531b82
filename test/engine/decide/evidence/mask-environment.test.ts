import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maskArguments,
  maskEnvironment,
  maskText,
} from '../../../../electron/engine/decide/evidence/mask-environment.ts'

const environ = (...entries: readonly string[]): string => `${entries.join('\0')}\0`

describe('maskEnvironment', () => {
  it.each([
    ['PGPASSWORD=hunter2', 'PGPASSWORD=***'],
    ['MYSQL_PWD=hunter2', 'MYSQL_PWD=***'],
    ['API_TOKEN=hunter2', 'API_TOKEN=***'],
    ['TOKENS_FOR_CI=hunter2', 'TOKENS_FOR_CI=***'],
    ['AWS_ACCESS_KEY_ID=hunter2', 'AWS_ACCESS_KEY_ID=***'],
    ['MY_SECRET_THING=hunter2', 'MY_SECRET_THING=***'],
    ['app.passphrase.old=hunter2', 'app.passphrase.old=***'],
    ['BASIC_AUTH=u:hunter2', 'BASIC_AUTH=***'],
    ['SENTRY_DSN=https://hunter2@sentry.example/1', 'SENTRY_DSN=***'],
    ['PASSWORD=with=equals and hunter2', 'PASSWORD=***'],
    ['PASSWORD=two\nlines of hunter2', 'PASSWORD=***'],
    ['DATABASE_URL=postgres://app:hunter2@db:5432/x', 'DATABASE_URL=postgres://app:***@db:5432/x'],
    ['JAVA_OPTS=-Xmx1g -Ddb.password=hunter2', 'JAVA_OPTS=-Xmx1g -Ddb.password=***'],
    ['START=/bin/x --password hunter2', 'START=/bin/x --password ***'],
  ])('masks %s', (entry, line) => {
    expect(maskEnvironment(environ(entry))).toBe(`${line}\n`)
  })

  it.each([
    'PATH=/usr/bin:/bin',
    'PWD=/srv/app',
    'OLDPWD=/',
    'LISTEN=127.0.0.1:8080',
    'SSH_AUTH_SOCK=/run/user/1000/keyring/ssh',
    'EMPTY=',
  ])('leaves %s as it is', (entry) => {
    expect(maskEnvironment(environ(entry))).toBe(`${entry}\n`)
  })

  it('says that a secret is set to nothing', () => {
    expect(maskEnvironment(environ('PASSWORD='))).toBe('PASSWORD=\n')
  })

  it('keeps one variable on one line, whatever stands in it', () => {
    expect(maskEnvironment(environ('A=1\n2\u001b[2J', 'B=3'))).toBe('A=1\\n2\\x1b[2J\nB=3\n')
  })

  it('masks what a daemon wrote over its environment (setproctitle)', () => {
    expect(maskEnvironment('worker: --password hunter2\0\0\0')).toBe('worker: --password ***\n')
  })

  it('never lets the value of a telling name through', () => {
    const word = fc.constantFrom('PASS', 'token', 'Key', 'SECRET', 'Credential', 'passwd')
    const part = fc.stringMatching(/^[A-Z_]{0,8}$/)
    const secret = fc.stringMatching(/^[a-z0-9=:@/ \n"',;-]{1,30}$/).map((s) => `Zq9${s}9qZ`)
    fc.assert(
      fc.property(part, word, part, secret, (before, name, after, value) => {
        const text = environ(`${before}${name}${after}=${value}`, 'HOME=/root')
        const masked = maskEnvironment(text)
        expect(masked).not.toContain('Zq9')
        expect(masked).not.toContain('9qZ')
        expect(masked).toContain('HOME=/root')
      }),
    )
  })

  it('never lets the password of an address through, whatever the variable is called', () => {
    const name = fc.stringMatching(/^[A-Z_]{1,12}$/)
    const secret = fc.stringMatching(/^[A-Za-z0-9!$%^&*()_+-]{1,20}$/).map((s) => `Zq9${s}`)
    fc.assert(
      fc.property(name, secret, (variable, value) => {
        const text = environ(`${variable}=amqp://user:${value}@10.0.0.5:5672/v`)
        expect(maskEnvironment(text)).not.toContain('Zq9')
      }),
    )
  })
})

describe('maskText', () => {
  it.each([
    ['connecting with password=hunter2 to db', 'connecting with password=*** to db'],
    ['Authorization: Bearer hunter2', 'Authorization: ***'],
    ['GET redis://:x@h and mysql://u:hunter2@h/db', 'hunter2'],
    ['run --token hunter2 now', 'run --token *** now'],
  ])('masks in %s', (line, expected) => {
    const masked = maskText(line)
    expect(masked).not.toContain('hunter2')
    if (expected !== 'hunter2') expect(masked).toBe(expected)
  })

  it('leaves lines without secrets, their order and their spaces', () => {
    const text = 'a  b\n\n\tstopping in 5 s: waits for 3 clients\n'
    expect(maskText(text)).toBe(text)
  })
})

describe('maskArguments', () => {
  it('writes one argument a line, secrets masked', () => {
    const args = ['/usr/bin/x', '--password', 'hunter2', '--url=http://u:hunter2@h/', 'a\nb']
    expect(maskArguments(args)).toBe('/usr/bin/x\n--password\n***\n--url=http://u:***@h/\na\\nb\n')
  })
})
