import { UserError } from '@assay/evidence';

/** Makes the errors of one file of records. */
export function refuse(name: string, what: string, remedy: string, line?: number, column?: number): UserError {
  const at = { path: name, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  return new UserError(what, { at, remedy });
}
