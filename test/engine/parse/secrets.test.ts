import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSecretName, maskSecrets } from '../../../electron/engine/parse/secrets.ts'

describe('a name', () => {
  it.each([
    'password',
    'PASSWORD',
    '--password',
    'db-password',
    'dbPassword',
    'MYSQL_ROOT_PASSWORD',
    'passwd',
    'passphrase',
    'pass',
    'requirepass',
    'masterauth',
    'secret',
    'client_secret',
    'token',
    'authToken',
    'api-key',
    'apikey',
    'x-api-key',
    'AWS_SECRET_ACCESS_KEY',
    'credential',
    'credentials',
    'setcookie',
    'PGPASSWORD',
    'password2',
    'private-key',
    'Authorization',
    'db.pwd',
  ])('of a secret: %s', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  it.each([
    'port',
    'pid',
    'user',
    'key',
    'keyfile',
    'password-file',
    'token_path',
    'passwd-length',
    'PWD',
    'OLDPWD',
    'bypass',
    'compass',
    'tokenizer',
    'secretary',
    'monkey',
    'auth',
    'config',
    'p',
    '',
  ])('of nothing secret: %j', (name) => {
    expect(isSecretName(name)).toBe(false)
  })
})

describe('a secret in arguments is masked', () => {
  it.each([
    ['an option with =', ['d', '--password=geheim'], ['d', '--password=***']],
    ['a value with = and spaces', ['d', '--password=a=b c,d'], ['d', '--password=***']],
    ['an option with a space', ['d', '--token', 'geheim', '-v'], ['d', '--token', '***', '-v']],
    ['a value that looks like an option', ['d', '--secret', '--geheim'], ['d', '--secret', '***']],
    ['one dash', ['d', '-password', 'geheim'], ['d', '-password', '***']],
    ['an Erlang cookie', ['beam', '-setcookie', 'geheim'], ['beam', '-setcookie', '***']],
    ['a Java property', ['java', '-Ddb.password=geheim'], ['java', '-Ddb.password=***']],
    ['a variable', ['env', 'PGPASSWORD=geheim', 'psql'], ['env', 'PGPASSWORD=***', 'psql']],
    ['docker -e', ['docker', '-e', 'MYSQL_PASSWORD=x y'], ['docker', '-e', 'MYSQL_PASSWORD=***']],
    ['a slash option', ['d', '/password:geheim'], ['d', '/password:***']],
    ['a URL', ['d', 'postgres://app:geheim@db:5432/x'], ['d', 'postgres://app:***@db:5432/x']],
    ['a URL in an option', ['d', '--url=redis://:geheim@h/0'], ['d', '--url=redis://:***@h/0']],
    ['a URL, @ in the password', ['d', 'amqp://u:p@ss@h'], ['d', 'amqp://u:***@h']],
    ['a URL, / in the password', ['d', 'amqp://u:pa/ss@h/v'], ['d', 'amqp://u:***@h/v']],
    ['user:pass@host', ['d', 'app:geheim@db.local'], ['d', 'app:***@db.local']],
    [
      'connection text',
      ['d', 'host=h password=geheim user=u'],
      ['d', 'host=h password=*** user=u'],
    ],
    ['a quoted value', ['d', "host=h password='a b' user=u"], ['d', 'host=h password=*** user=u']],
    [
      'mount options',
      ['mount', '-o', 'user=u,password=p,uid=1'],
      ['mount', '-o', 'user=u,password=***,uid=1'],
    ],
    [
      'a query',
      ['curl', 'http://h/?a=1&token=geheim&b=2'],
      ['curl', 'http://h/?a=1&token=***&b=2'],
    ],
    ['JSON', ['d', '{"user":"u","password":"geheim"}'], ['d', '{"user":"u","password":***}']],
    [
      'a header',
      ['curl', '-H', 'Authorization: Bearer geheim'],
      ['curl', '-H', 'Authorization: ***'],
    ],
    ['a header of a key', ['curl', '-H', 'X-Api-Key: geheim'], ['curl', '-H', 'X-Api-Key: ***']],
    [
      'a shell command',
      ['sh', '-c', 'run --password geheim --port 1'],
      ['sh', '-c', 'run --password *** --port 1'],
    ],
    [
      'a variable in a shell command',
      ['sh', '-c', 'A=1 DB_PASSWORD=geheim run'],
      ['sh', '-c', 'A=1 DB_PASSWORD=*** run'],
    ],
    ['OpenSSL', ['openssl', '-passin', 'pass:geheim'], ['openssl', '-passin', 'pass:***']],
    ['mysql -pVALUE', ['/usr/bin/mysqld_safe', '-pgeheim'], ['/usr/bin/mysqld_safe', '-p***']],
    ['behind sudo', ['sudo', 'mysql', '-pgeheim'], ['sudo', 'mysql', '-p***']],
    ['sshpass', ['sshpass', '-p', 'geheim', 'ssh', 'h'], ['sshpass', '-p', '***', 'ssh', 'h']],
    ['ldapsearch', ['ldapsearch', '-x', '-w', 'geheim'], ['ldapsearch', '-x', '-w', '***']],
    ['redis-cli', ['redis-cli', '-a', 'geheim'], ['redis-cli', '-a', '***']],
    ['mosquitto', ['mosquitto_pub', '-P', 'geheim'], ['mosquitto_pub', '-P', '***']],
    ['ipmitool', ['ipmitool', '-P', 'geheim'], ['ipmitool', '-P', '***']],
    ['SNMP', ['snmpwalk', '-c', 'geheim', 'h'], ['snmpwalk', '-c', '***', 'h']],
    ['curl -u', ['curl', '-u', 'me:geheim', 'http://h'], ['curl', '-u', '***', 'http://h']],
    ['a title of one text', ['worker: token=geheim done'], ['worker: token=*** done']],
    ['a newline in the value', ['d', '--password=a\nb'], ['d', '--password=***']],
  ])('%s', (_what, args, expected) => {
    expect(maskSecrets(args)).toEqual(expected)
  })
})

describe('what is no secret stays readable', () => {
  it.each([
    ['a port', ['mysqld', '-p', '3306']],
    ['a pid option elsewhere', ['kill', '-p', '4711']],
    ['ssh -p', ['ssh', '-p', '2222', 'user@host']],
    ['a password file', ['d', '--password-file=/etc/d.pw', '--token-file', '/run/t']],
    ['a URL with a port', ['d', 'http://host:8080/path@v1']],
    ['a URL without a password', ['d', 'ssh://git@host/x']],
    ['a SIP address', ['kamailio', 'sip:alice@example.org', '-l', 'udp:127.0.0.1:5060']],
    ['an address of git', ['git', 'clone', 'git@host:path']],
    ['tunnels', ['ssh', '-L', '8080:localhost:80']],
    ['users of docker', ['docker', '--user=1000:1000']],
    ['the working directory', ['env', 'PWD=/srv', 'x']],
    ['an empty value', ['d', '--password=']],
    ['a title', ['nginx: master process /usr/sbin/nginx -g daemon on;']],
    ['times', ['d', '12:30:00', '--at', '10:15']],
    ['an option as the last word', ['d', '--password']],
    ['nothing', []],
  ])('%s', (_what, args) => {
    expect(maskSecrets(args)).toEqual(args)
  })

  it('keeps the number of arguments, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (args) => {
        expect(maskSecrets(args)).toHaveLength(args.length)
      }),
    )
  })

  it('masks any value of a named option, whatever it is made of', () => {
    const secret = fc.string({ minLength: 6 }).filter((text) => text.trim().length > 5)
    fc.assert(
      fc.property(secret, (text) => {
        expect(maskSecrets([`--password=${text}`, '--token', text])).toEqual([
          '--password=***',
          '--token',
          '***',
        ])
      }),
    )
  })

  it.each(['a', 'a:', '=', ':', 'a.', 'a://b:', ' --a', ',a', '"', 'a@', 'a ', 'password'])(
    // A pattern that looks back and forth would take minutes here, and the test's own limit ends it.
    'answers about a very long argument: %j again and again',
    (part) => {
      const long = part.repeat(65_536 / part.length)
      expect(maskSecrets([long])).toHaveLength(1)
    },
  )
})
