import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import type { MemberWithTargets } from '@assay/rust';
import type { CoverageFacts, MemberFact, RunFact } from '../facts.js';
import type { CoverageSettings } from '../settings.js';
import { type MeasuredRun, measure } from './measure.js';
import type { PanickingTests } from './panicking-tests.js';
import { recordsOfProcesses } from './per-process.js';
import { prepare } from './prepare.js';
import type { ExactRecords } from './read-profiles.js';
import { type Recording, recordingOf } from './recording.js';

/** What the runs of the tests came to. */
export interface Runs extends Pick<CoverageFacts, 'compiler' | 'llvm' | 'options'> {
  runs: RunFact[];
  recordings: Recording[];
  /** Why conditions were not measured; `undefined` where they were. */
  noConditions: string | undefined;
  /** What tests left that pass when they panic: counted too far. */
  panicking: Recording[];
  /**
   * The recordings once more, of some files (absolute), test by test. `undefined` where the runner does not keep tests
   * apart.
   */
  apart?(files: readonly string[]): Promise<Recording[]>;
  gaps: Gap[];
}

/**
 * Runs the tests as often as the settings say. Conditions need an unstable option of the compiler: it is used only
 * where a member is asked for more than functions and statements. Throws WorldError when interrupted.
 */
export async function runAll(
  world: World,
  settings: CoverageSettings,
  members: readonly MemberWithTargets[],
  described: readonly MemberFact[],
  panicking: Promise<PanickingTests>,
): Promise<Runs> {
  const nothing = { compiler: null, llvm: null, options: [], noConditions: undefined };
  if (settings.runs.length === 0) return { ...nothing, runs: [], recordings: [], panicking: [], gaps: [] };
  const prepared = await prepare(world, described);
  if ('gap' in prepared) return { ...nothing, runs: [], recordings: [], panicking: [], gaps: [prepared.gap] };
  const { compiler, tools, wrapper, options, noConditions } = prepared;
  const measured: MeasuredRun[] = [];
  for (const [index, run] of settings.runs.entries()) {
    measured.push(await measure(world, run, index, { tools, wrapper, members, settings, panicking }));
  }
  const recorded = measured.filter((run) => run.records !== undefined);
  return {
    ...{ compiler, llvm: tools.version, options, noConditions },
    runs: measured.map(({ fact }) => fact),
    recordings: recorded.flatMap(({ records }) => recordingsOf(records)),
    panicking: measured.flatMap((run) => recordingsOf(run.panicking)),
    ...(recorded.some(({ processes }) => processes !== undefined) ? { apart: apartOf(world, recorded) } : {}),
    gaps: measured.flatMap(({ gaps }) => gaps),
  };
}

/** The recordings of some files process by process; the sum of a run whose processes cannot be told apart. */
function apartOf(world: World, runs: readonly MeasuredRun[]): (files: readonly string[]) => Promise<Recording[]> {
  return async (files) => {
    const found = await Promise.all(
      runs.map(async ({ records, processes }) => {
        const each = processes === undefined ? undefined : await recordsOfProcesses(world, processes, files);
        return each?.flatMap(recordingsOf) ?? recordingsOf(records);
      }),
    );
    return found.flat();
  };
}

function recordingsOf(records: ExactRecords | undefined): Recording[] {
  return records === undefined ? [] : [recordingOf(records, undefined)];
}
