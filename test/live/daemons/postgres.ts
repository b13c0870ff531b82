/** PostgreSQL by Debian's own tools: a cluster in a folder of its own, and sessions in it. */
import { once } from 'node:events'
import type { PlainHost } from '../../hosts/plain-host.ts'

const port = '5433'

export const postgres = {
  pidFile: '/run/postgresql/15-tests.pid',
  // postgres owns the folder of its pid file, and could name any process of root's in it.
  target: 'exe:/usr/lib/postgresql/15/bin/postgres',
}

/** Makes the cluster; its init script starts it. One that the package made stays down. */
export async function makePostgres(host: PlainHost): Promise<void> {
  await host.run(['rm', '-rf', '/etc/postgresql/15/main'])
  const cluster = ['15', 'tests', '--port', port, '-d', '/srv/postgres']
  await host.run(['pg_createcluster', ...cluster, '--', '--no-sync'])
}

/** Opens a session that has said so; it asks this, and then leaves. */
export async function enterPostgres(host: PlainHost, query: string): Promise<void> {
  const psql = ['psql', '-p', port, '-AtX', '-c', "select 'here'", '-c', query]
  const { child } = host.start(['runuser', '-u', 'postgres', '--', ...psql])
  const said = await Promise.race([
    once(child.stdout ?? child, 'data').then(String),
    once(child, 'exit').then(() => 'no session'),
  ])
  if (said !== 'here\n') throw new Error(`no session in PostgreSQL: ${said}`)
}
