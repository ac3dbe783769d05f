import { allNear } from '@assay/evidence';
import { type Baseline, baselines } from '@assay/rust';
import type { VendorCoverage } from '../record.js';
import { type CoverageRow, vendorData } from './vendor-data.js';

/** Toolchains of vendors of whom it is known what they are qualified to, in the order of the data: oldest first within a vendor. */
const toolchains = baselines.filter(({ qualifiedTo }) => qualifiedTo !== undefined);

/** The names that a policy may give a vendor’s toolchain by: "Ferrocene 26.05.0". */
export function vendorNames(): string[] {
  return toolchains.map(({ name }) => name);
}

/** The day on which the data about vendors was collected. */
export function vendorsCollected(): string {
  return vendorData.collected;
}

/** The vendors’ toolchains that are qualified for a target; those that are made of the given Rust release come first. */
export function vendorsOf(target: string, release?: string): VendorCoverage[] {
  const all = toolchains.flatMap((toolchain) => coverageBy(toolchain, target) ?? []);
  return [...all.filter(({ rust }) => rust === release), ...all.filter(({ rust }) => rust !== release)];
}

/** Is a target covered by a toolchain that the policy names? */
export type Coverage =
  | { state: 'covered'; coverage: VendorCoverage }
  /** The toolchain is known, and its targets are: these. */
  | { state: 'not covered'; toolchain: string; targets: string[] }
  /** In words why; with the names that are written most like it, where none is called so. */
  | { state: 'not known'; why: string; nearest: string[] };

/** Does the toolchain of this name cover the target? What only memory vouches for does not cover it. */
export function coverage(target: string, name: string): Coverage {
  const toolchain = toolchains.find((known) => known.name === name);
  if (toolchain === undefined) {
    return {
      state: 'not known',
      why: `no vendor’s toolchain is known as ${name}`,
      nearest: allNear(name, vendorNames()),
    };
  }
  const family = vendorData.families.find((row) => row.family === toolchain.family);
  if (family?.targetsKnown !== true) {
    return { state: 'not known', why: `it is not established which targets ${name} is qualified for`, nearest: [] };
  }
  const found = coverageBy(toolchain, target);
  if (found?.confidence.startsWith('from memory')) {
    return { state: 'not known', why: `that ${name} is qualified for ${target} is from memory alone`, nearest: [] };
  }
  if (found !== undefined) return { state: 'covered', coverage: found };
  return { state: 'not covered', toolchain: name, targets: rowsOf(toolchain).map((row) => row.target) };
}

function coverageBy(toolchain: Baseline, target: string): VendorCoverage | undefined {
  const row = rowsOf(toolchain).find((candidate) => candidate.target === target);
  if (row === undefined) return undefined;
  const confidence = confidenceIn(toolchain, row);
  return {
    toolchain: toolchain.name,
    rust: toolchain.rust,
    standards: toolchain.qualifiedTo ?? [],
    scope: scopeOf(toolchain, row),
    hosts: row.hosts,
    source: row.source,
    confidence: row.note === undefined ? confidence : `${confidence}; ${row.note}`,
  };
}

function rowsOf(toolchain: Baseline): CoverageRow[] {
  const at = position(toolchain.id);
  return vendorData.coverage.filter(
    ({ family, from, until }) =>
      family === toolchain.family && position(from) <= at && (until === undefined || at <= position(until)),
  );
}

/** The row vouches for the toolchain in which it begins, the vendor’s list for those that it was read of; for others it is inferred. */
function confidenceIn({ id }: Baseline, { from, listed, confidence }: CoverageRow): CoverageRow['confidence'] {
  const at = position(id);
  if (listed !== undefined && position(listed.from) <= at && at <= position(listed.to)) return 'confirmed';
  const isAfterList = listed !== undefined && at > position(listed.to);
  return id === from || (confidence === 'from memory' && !isAfterList) ? confidence : 'inferred';
}

function scopeOf(toolchain: Baseline, { library }: CoverageRow): string {
  const family = vendorData.families.find((row) => row.family === toolchain.family);
  const part = vendorData.certified.filter(({ from }) => position(from) <= position(toolchain.id)).at(-1);
  const shipped = library === 'full' ? 'with std' : 'with core and alloc';
  return [family?.scope, shipped, part?.scope].filter((words) => words !== undefined).join('; ');
}

/** In the order of the data, in which a vendor’s toolchains stand from the oldest to the newest. */
function position(id: string): number {
  const index = toolchains.findIndex((toolchain) => toolchain.id === id);
  if (index === -1) throw new RangeError(`${id} is no vendor’s toolchain`);
  return index;
}
