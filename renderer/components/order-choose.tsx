/** Which services are stopped together: all, a group, or those ticked. */
import { Checkbox } from '@mantine/core'
import { useMemo, useState, type JSX } from 'react'
import type { OrderChoice } from '../../shared/order-input.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { choosable } from '../model/order-plan.ts'
import { matchesSearch } from '../model/service-order.ts'
import { printRoute } from '../route.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Name } from './name.tsx'
import { SearchField } from './search-field.tsx'
import { StateMark } from './state-mark.tsx'
import { useSearchKey } from './use-search-key.ts'

/** More rows help nobody: the search narrows them. */
const shownAtMost = 200

function Row(props: {
  readonly row: ServiceRow
  readonly ticked: boolean
  readonly onTick: () => void
}): JSX.Element {
  const { row } = props
  return (
    <li>
      <label>
        <Checkbox
          size="xs"
          aria-label={printable(row.title)}
          checked={props.ticked}
          onChange={props.onTick}
        />
        <Name text={row.title} />
        <span className="s t3 cut">
          {row.subtitle === row.title ? '' : printable(row.subtitle)}
        </span>
        <StateMark state={row.state} />
      </label>
    </li>
  )
}

/** The configured groups, each a step from its plan. */
function Groups(props: { readonly show: (of: OrderChoice) => void }): JSX.Element {
  const groups = useQuiesce((s) => s.groups)
  const none = groups?.length === 0
  return (
    <section className="panel groups" aria-labelledby="groups-title">
      <header>
        <h2 id="groups-title">A group</h2>
        <span className="s t3">
          {groups === null
            ? 'Reading the configuration…'
            : none
              ? 'None is configured.'
              : 'stopped together, by one name'}
        </span>
        <a className="end s" href={printRoute({ view: 'settings', section: 'groups' })}>
          {none ? 'Configure one' : 'Change groups'}
        </a>
      </header>
      {groups !== null && !none && (
        <ul className="scroll" tabIndex={0} aria-label="Groups">
          {groups.map(({ name, value }) => (
            <li key={name}>
              <b className="cut">{printable(name)}</b>
              <span className="s t3 cut" title={printable(value.join(', '))}>
                {printable(value.join(', '))}
              </span>
              <Button
                size="sm"
                name={`Show the plan of the group ${printable(name)}`}
                onPress={() => {
                  props.show({ kind: 'group', name })
                }}
              >
                Show the plan
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const All = (props: {
  readonly many: number
  readonly show: (of: OrderChoice) => void
}): JSX.Element => (
  <div className="choice">
    <div className="grow">
      <h2>All that may be stopped</h2>
      <p className="s t2">
        {count(props.many, 'service')} now. What your own session hangs on is left out.
      </p>
    </div>
    <Button
      name="Show the plan of all"
      reason={props.many === 0 ? 'Nothing here can be stopped.' : null}
      onPress={() => {
        props.show({ kind: 'all' })
      }}
    >
      Show the plan
    </Button>
  </div>
)

function Ticked(props: {
  readonly rows: readonly ServiceRow[]
  readonly show: (of: OrderChoice) => void
}): JSX.Element {
  const [search, setSearch] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const field = useSearchKey()
  const fits = props.rows.filter((row) => ticked.has(row.target) || matchesSearch(row, search))
  const toggle = (target: string): void => {
    const next = new Set(ticked)
    if (!next.delete(target)) next.add(target)
    setTicked(next)
  }
  const targets = props.rows.map((row) => row.target).filter((target) => ticked.has(target))
  return (
    <section className="panel chosen" aria-labelledby="chosen-title">
      <header>
        <h2 id="chosen-title">Those that you tick</h2>
        <SearchField
          ref={field}
          label="Search services to stop"
          placeholder="Name, pid, user or path"
          value={search}
          onChange={setSearch}
        />
        <Button
          look={targets.length === 0 ? 'plain' : 'go'}
          name={`Show the plan of ${targets.length}`}
          reason={targets.length === 0 ? 'Tick at least one.' : null}
          onPress={() => {
            props.show({ kind: 'chosen', targets })
          }}
        >
          Show the plan of {targets.length}
        </Button>
      </header>
      {fits.length === 0 && <p className="t2 pad">No service fits the search.</p>}
      <ul
        className="pick scroll"
        tabIndex={fits.length === 0 ? -1 : 0}
        aria-label="Services to tick"
      >
        {fits.slice(0, shownAtMost).map((row) => (
          <Row
            key={row.target}
            row={row}
            ticked={ticked.has(row.target)}
            onTick={() => {
              toggle(row.target)
            }}
          />
        ))}
        {fits.length > shownAtMost && (
          <li className="s t3 pad">{fits.length - shownAtMost} more: narrow the search.</li>
        )}
      </ul>
    </section>
  )
}

export function OrderChoose(): JSX.Element {
  const { go } = useApp()
  const services = useQuiesce((s) => s.services)
  const rows = useMemo(() => choosable([...(services?.values() ?? [])]), [services])
  const show = (of: OrderChoice): void => {
    go({ view: 'order', of })
  }
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>Stop several services</h1>
          <p className="s t2">
            Each gets its own graceful stop; what needs another goes before it. Nothing is sent
            before you have seen the plan.
          </p>
        </div>
      </div>
      <div className="body order-choose">
        <All many={rows.length} show={show} />
        <Groups show={show} />
        <Ticked rows={rows} show={show} />
      </div>
    </>
  )
}
