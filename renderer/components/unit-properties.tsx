/** Every property of a unit as its manager prints it, searchable. */
import { useMemo, useState, type JSX } from 'react'
import { count, printable } from '../../shared/wording/numbers.ts'
import { searchProperties } from '../model/unit-search.ts'
import { ErrorNote } from './note.tsx'
import { SearchField } from './search-field.tsx'
import { useAnswer } from './use-answer.ts'
import { useSearchKey } from './use-search-key.ts'

export function UnitProperties(props: {
  readonly target: string
  readonly revision: string
}): JSX.Element {
  const answer = useAnswer('unit.properties', { target: props.target }, props.revision)
  const [search, setSearch] = useState('')
  const field = useSearchKey()
  const shown = useMemo(
    () => (answer?.ok === true ? searchProperties(answer.value, search) : []),
    [answer, search],
  )
  if (answer === null) return <p className="t3">Reading the properties…</p>
  if (!answer.ok) return <ErrorNote error={answer.error} />
  return (
    <>
      <div className="look-head">
        <p className="t2 grow">
          {count(shown.length, 'property', 'properties')}
          {search === '' ? '' : ` of ${answer.value.length}`}, as the manager prints them.
        </p>
        <SearchField
          ref={field}
          label="Search the properties"
          placeholder="Name or value"
          value={search}
          onChange={setSearch}
        />
      </div>
      {shown.length === 0 ? (
        <p className="t2">No property fits the search.</p>
      ) : (
        <div className="panel">
          <table className="props">
            <caption className="sr">Properties and their values</caption>
            <colgroup>
              <col className="prop-name" />
              <col />
            </colgroup>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.section} ${one.name}`}>
                  <th scope="row">
                    <code>{printable(one.name)}</code>
                  </th>
                  <td className="break">
                    {one.value === '' ? (
                      <span className="t3 s">empty</span>
                    ) : (
                      <code>{printable(one.value)}</code>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
