import { readFileSync } from 'node:fs'
import { parseServicesFile } from '../../parse/services-file.ts'
import { portNames } from '../../decide/diagnosis/port-names.ts'
import { errorCode } from '../proc-reader.ts'

/** What stands behind a port: the catalogue's word, else that of `/etc/services`, where it is there. */
export function readPortNames(path = '/etc/services'): ReadonlyMap<number, string> {
  try {
    return new Map([...parseServicesFile(readFileSync(path, 'utf8')), ...portNames])
  } catch (error) {
    // Small machines have none, and the numbers are understood without it.
    if (errorCode(error) === null) throw error
    return portNames
  }
}
