/** Below the outcome: where evidence was saved before force, and what stands there. */
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { copyText } from '../copy-text.ts'
import { savedEvidenceOf } from '../model/saved-evidence.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** One line for each folder; a person may have saved more than once. */
export function SavedEvidence(props: { readonly run: string }): JSX.Element | null {
  const app = useApp()
  const journal = useQuiesce((s) => s.journal)
  const saved = savedEvidenceOf(journal ?? [], props.run)
  return (
    <>
      {saved.map(({ folder, what }) => (
        <div className="outc-row" key={folder}>
          <Icon name="save" className="t2" />
          <div className="grow">
            <p className="break">
              <b>Evidence saved:</b> {printable(what)} <code>{printable(folder)}</code>
            </p>
            <p className="s t2">
              Its README.txt says what is what. Secrets are masked; only its owner can read it.
            </p>
          </div>
          <Button
            size="sm"
            icon="copy"
            onPress={() => {
              void copyText(app, folder, 'The path of the evidence is copied.')
            }}
          >
            Copy its path
          </Button>
        </div>
      ))}
    </>
  )
}
