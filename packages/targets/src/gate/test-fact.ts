import type { Product } from '@assay/check';
import type { Gap } from '@assay/evidence';
import { sha256 } from '@assay/evidence';
import type { TestFact } from '../facts.js';
import { testsOn } from '../unknowns.js';
import type { BuildRead } from './build.js';

/** What became of the tests of a build. */
export interface Tried {
  fact: TestFact;
  gaps: Gap[];
  products: Product[];
  /** The programs of tests that were built, by name. */
  built?: string[];
}

/** A fact on tests of which nothing is known. */
export function nothingKnown(own: Pick<TestFact, 'build' | 'degree' | 'command' | 'outcome'>): TestFact {
  return {
    ...own,
    ...{
      exit: null,
      ranOn: null,
      programs: [],
      passed: 0,
      failed: 0,
      ignored: 0,
      filtered: 0,
      failures: [],
      log: null,
    },
  };
}

/** Tests that were not built: why, and what to do. */
export function notBuilt(
  target: string,
  fact: TestFact,
  { outcome, failures, gaps }: BuildRead,
  exit: number | null,
): Tried {
  if (gaps.length > 0) {
    return { fact: { ...fact, outcome: outcome === 'timed out' ? 'timed out' : 'ended', exit }, gaps, products: [] };
  }
  const [first] = failures;
  const harness = failures.some(({ cause }) => cause === 'needs-std');
  const gap: Gap = {
    what: testsOn(target, fact.build),
    why: `they do not build: ${first?.message ?? 'Cargo does not say why'}`,
    remedy: harness
      ? 'name test targets that do without std: tests = ["NAME"] in the target’s table, and harness = false in their Cargo.toml'
      : `run ${fact.command} and repair what it names`,
    ...(first?.at == null ? {} : { at: first.at }),
  };
  return { fact: { ...fact, outcome: 'did not build', exit }, gaps: [gap], products: [] };
}

/** A log as a file beside the evidence, and what the facts say of it. */
export function logOf(name: string, content: string): { log: NonNullable<TestFact['log']>; product: Product } {
  return { log: { file: name, sha256: sha256(content) }, product: { name, content } };
}
