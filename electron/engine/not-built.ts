import { fail, type Result } from '../../shared/errors.ts'

/** A request that nobody answers yet. */
export const notBuilt = (): Promise<Result<never>> =>
  Promise.resolve(
    fail({ code: 'not-available', message: 'This is not built yet.', next: 'Wait for it.' }),
  )
