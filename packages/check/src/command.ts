import type { Check } from './check.js';

/** The command that leaves a check's evidence, for remedies. */
export function commandOf({ name, table, part, parts }: Pick<Check, 'name' | 'table' | 'part' | 'parts'>): string {
  if (part !== undefined) return `assay ${table} --${parts?.noun} ${part}`;
  return name === 'toolchain' ? 'assay toolchain verify' : `assay ${name}`;
}
