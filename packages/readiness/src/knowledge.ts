import { changesCollected, changesOf, formerNames, laterNameOf, newestKnown } from './data/changes.js';
import { vendorsCollected, vendorsOf } from './data/vendors.js';
import type { ReadinessRecord, TargetChange, VendorCoverage } from './record.js';

/** What is known of targets beside what a toolchain says. */
export interface Knowledge {
  /** What happened to a target, by any of its names, in order of the releases. */
  changesOf(target: string): TargetChange[];
  formerNames(target: string): ReadinessRecord['formerNames'];
  /** What a later release calls it; `undefined` where no renaming is known. */
  laterNameOf(target: string): { name: string } | undefined;
  /** The newest release whose targets are known. */
  newestKnown(): string;
  /** Vendors' qualified toolchains that speak of the target. */
  vendorsOf(target: string, release: string): VendorCoverage[];
  /** What data this is, and the days on which it was collected. */
  data: readonly { what: string; date: string }[];
}

/** What the data that ships with Assay holds. */
export const shippedKnowledge: Knowledge = {
  ...{ changesOf, formerNames, laterNameOf, newestKnown, vendorsOf },
  data: [
    { what: 'what happened to targets between releases', date: changesCollected() },
    { what: 'vendors’ qualified toolchains', date: vendorsCollected() },
  ],
};
