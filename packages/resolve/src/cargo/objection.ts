import type { IndexVersion } from '@assay/registry';
import type { Fit, Refusal } from '../input.js';
import { compareReleases, declaredFit } from '../release.js';
import type { Candidate } from './candidate.js';
import type { Catalogue } from './catalogue.js';

/** Why a version cannot be chosen. */
export type Objection =
  /** It is newer than the baseline. `declared`: its `rust-version`, `undefined` where something else tells. */
  | { kind: 'too-new'; declared: string | undefined }
  /** `baseline`: the release with which it does not compile; `undefined` where it must not be used at all. */
  | { kind: 'refused'; reason: string; baseline: string | undefined }
  | { kind: 'yanked' }
  /** The index has it in a form that cannot be read. */
  | { kind: 'unreadable'; why: string };

/** What the index says of a candidate; `undefined` where that cannot be used. */
export function detailsOf(candidate: Candidate): IndexVersion | undefined {
  const entry = candidate.read();
  return entry.state === 'known' ? entry.details : undefined;
}

/** Why a version must not be chosen, whatever it is needed for. A yanked version that is locked may stay. */
export function barredBecause(catalogue: Catalogue, candidate: Candidate): Objection | undefined {
  const entry = candidate.read();
  if (entry.state === 'unreadable') return { kind: 'unreadable', why: entry.why };
  if (entry.state === 'newer-form') {
    return { kind: 'unreadable', why: `its entry in the index has the newer form ${entry.form}` };
  }
  const refusal = refusalsOf(catalogue, candidate).find(({ baseline }) => baseline === undefined);
  if (refusal !== undefined) return refusedBecause(refusal);
  return entry.details.yanked && candidate.locked === undefined ? { kind: 'yanked' } : undefined;
}

/** Why a version cannot be built with a baseline. What was found out by compiling counts before what is declared. */
export function unfitBecause(catalogue: Catalogue, candidate: Candidate, baseline: string): Objection | undefined {
  // What does not compile with a release does not compile with an older one.
  const refusal = refusalsOf(catalogue, candidate).find(
    (each) => each.baseline !== undefined && compareReleases(each.baseline, baseline) >= 0,
  );
  if (refusal !== undefined) return refusedBecause(refusal);
  if (isUnbuilt(catalogue, candidate) || fitOf(catalogue, candidate, baseline) !== 'too-new') return undefined;
  return { kind: 'too-new', declared: detailsOf(candidate)?.rustVersion };
}

/** Does a version compile with a baseline, as far as is known without compiling? */
export function fitOf({ input }: Catalogue, candidate: Candidate, baseline: string): Fit {
  const details = detailsOf(candidate);
  return details === undefined ? 'unknown' : (input.fits ?? declaredFit)(details, baseline);
}

/** Is it locked now, and known not to be built? Then nothing is asked of it, nor of what it depends on. */
export function isUnbuilt({ input }: Catalogue, { locked }: Candidate): boolean {
  return locked !== undefined && input.isBuilt !== undefined && !input.isBuilt(locked);
}

function refusedBecause({ reason, baseline }: Refusal): Objection {
  return { kind: 'refused', reason, baseline };
}

function refusalsOf({ refusals }: Catalogue, { name, version, source }: Candidate): Refusal[] {
  const all = refusals.get(name) ?? [];
  return all.filter((each) => each.version === version.raw && (each.source === undefined || each.source === source));
}
