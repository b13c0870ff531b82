/** Elasticsearch: a Java program whose makers never force it. */
import type { Profile } from '../../../shared/profile.ts'

const manual = 'documented: Elastic, Stopping Elasticsearch'

export const elasticsearch: Profile = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  recognise: {
    programs: ['java'],
    units: ['elasticsearch.service'],
    scripts: ['elasticsearch'],
    argument: ['org.elasticsearch.bootstrap.Elasticsearch'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves its cluster, writes its translog, then leaves',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      basis: 'unknown',
    },
    {
      signal: 'QUIT',
      role: 'statistics',
      action: 'Print a thread dump',
      does: 'writes what every thread does to its standard output',
      to: 'main',
      basis: 'documented: Oracle Troubleshooting Guide, Signals Used in Oracle Solaris and Linux',
    },
  ],
  stop: {
    schedule: 'stop/300/ask/KILL/5',
    usual: { text: 'Not measured', basis: 'unknown' },
    longest: {
      text: 'No limit: its makers’ unit waits for ever',
      basis:
        'documented: elastic/elasticsearch, distribution/packages/src/common/systemd/elasticsearch.service',
    },
    waitsFor: { text: 'Leaving the cluster, and the translog to be on disk', basis: manual },
    command: { text: 'systemctl stop elasticsearch', basis: manual },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Nothing acknowledged; shards are copied and the translog replayed',
      basis: 'unknown',
    },
    survivors: { text: 'Not known', basis: 'unknown' },
    recovery: { text: 'It replays its translog, and the cluster copies shards', basis: 'unknown' },
  },
  files: {
    debian: { pid: ['/var/run/elasticsearch/elasticsearch.pid'], basis: 'unknown' },
    rhel: { pid: ['/var/run/elasticsearch/elasticsearch.pid'], basis: 'unknown' },
  },
  notes: [
    {
      text: 'Its makers’ unit never forces (SendSIGKILL=no) and takes exit status 143 as success',
      basis:
        'documented: elastic/elasticsearch, distribution/packages/src/common/systemd/elasticsearch.service',
    },
  ],
  sources: [
    'Elastic: Stopping Elasticsearch',
    'elastic/elasticsearch: distribution/packages/src/common/systemd/elasticsearch.service',
  ],
}
