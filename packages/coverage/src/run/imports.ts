import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { readRecords } from '@assay/records';
import type { CoverageSettings, ReportSource } from '../settings.js';
import { readProfile } from './import-profile.js';
import { type Imported, type ImportFact, importGap, lacks } from './imported.js';
import { type Recording, recordingOf } from './recording.js';

/** The reports that the policy names, in its order, and what they recorded. */
export interface Imports {
  imports: ImportFact[];
  recordings: Recording[];
  gaps: Gap[];
}

/** 16 GiB: reports are read in parts, and none comes near it. */
const REPORT_LIMIT = 2 ** 34;

/**
 * Reads every report and every profile of the settings. What cannot be read is a gap. Throws WorldError when
 * interrupted.
 */
export async function readImports(world: World, settings: CoverageSettings): Promise<Imports> {
  const result: Imports = { imports: [], recordings: [], gaps: [] };
  const add = (outcome: Imported) => {
    if ('gap' in outcome) {
      result.gaps.push(outcome.gap);
      return;
    }
    result.imports.push(outcome.fact);
    result.recordings.push(outcome.recording);
  };
  for (const source of settings.reports) add(await readOne(world, source));
  for (const [index, source] of settings.profiles.entries()) add(await readProfile(world, source, index));
  return result;
}

async function readOne(world: World, { file, 'ran-on': ranOn, root }: ReportSource): Promise<Imported> {
  try {
    const records = await readRecords(world.files.parts(file, { maxBytes: REPORT_LIMIT }), file);
    const sha256 = await world.files.digest(file);
    const { format } = records;
    const fact = { name: file, files: [{ path: file, sha256 }], format, ranOn, lacks: lacks[format] };
    return { fact, recording: recordingOf(records, root) };
  } catch (error) {
    return { gap: importGap(error, file) };
  }
}
