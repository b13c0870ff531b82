/** A form that is kept while it is not saved: who leaves its view finds it again as it was. */
import { useApp, useQuiesce } from '../store.ts'

export interface KeptDraft<T> {
  readonly draft: T
  /** Something of it differs from what it began with. */
  readonly changed: boolean
  readonly change: (change: Partial<T>) => void
  /** Back to what it began with. */
  readonly forget: () => void
}

/** The form of this key; `first` is what it begins with. One key always keeps one kind of form. */
export function useKeptDraft<T extends object>(key: string, first: T): KeptDraft<T> {
  const { store } = useApp()
  const kept = useQuiesce((s) => s.drafts.get(key)) as T | undefined
  const draft = kept ?? first
  const forget = (): void => {
    store.setState(({ drafts }) => {
      const left = new Map(drafts)
      left.delete(key)
      return { drafts: left }
    })
  }
  return {
    draft,
    changed: kept !== undefined && JSON.stringify(kept) !== JSON.stringify(first),
    change: (change) => {
      store.setState(({ drafts }) => ({
        // From the store, not from this render: two changes may come before the next one.
        drafts: new Map(drafts).set(key, { ...(drafts.get(key) ?? first), ...change }),
      }))
    },
    forget,
  }
}
