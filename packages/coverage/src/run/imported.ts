import { type Gap, UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import type { CoverageFacts } from '../facts.js';
import type { Recording } from './recording.js';

/** What the facts say of a report or of profiles, but of how many files it speaks. */
export type ImportFact = Omit<CoverageFacts['imports'][number], 'speaksOf'>;

/** What became of one. */
export type Imported = { fact: ImportFact; recording: Recording } | { gap: Gap };

/** What a format has no room for. */
export const lacks: Readonly<Record<ImportFact['format'], string>> = {
  'llvm-json': '',
  profraw: '',
  lcov: 'which statements ran that are not the first thing on their line, arms of match, ?',
  cobertura:
    'which statements ran that are not the first thing on their line, which of a line’s branches were taken, ' +
    'arms of match, ?, MC/DC',
};

/** Why a file could not be used. Throws what is neither wrong with the file nor with reading it. */
export function importGap(error: unknown, file: string, what = `what ${file} recorded`): Gap {
  if (error instanceof UserError)
    return { what, why: error.message, remedy: error.remedy, at: error.at ?? { path: file } };
  if (!isWorldError(error) || error.kind === 'interrupted') throw error;
  return {
    what,
    why: error.message,
    remedy: 'bring the report before the check runs, or take it out of [coverage]',
    at: { path: file },
  };
}
