import path from 'node:path';
import type { Gap, Place } from '@assay/evidence';
import type { FileObligations, Span } from '@assay/obligations';
import picomatch from 'picomatch';
import type { LeftOut } from '../facts.js';
import type { Role } from './module-tree.js';
import type { Source } from './read-sources.js';
import { unparsed } from './source-gaps.js';

/** What the sources come to: what is measured, what is left out and why, what is not known. */
export interface Classified {
  measured: Measured[];
  leftOut: LeftOut[];
  gaps: Gap[];
}

/** A source file whose obligations count. */
export interface Measured extends Omit<Source, 'obligations' | 'gap'> {
  obligations: FileObligations;
  sha256: string;
  text: string;
}

/** Patterns that leave out, each with the line of the policy that says so. */
export interface Exclusion {
  pattern: string;
  at: Place;
}

/** Folders of a package in which Cargo looks for targets that are no product. */
const byFolder: Readonly<Record<string, Role>> = { tests: 'test', benches: 'bench', examples: 'example' };

const words: Readonly<Record<Role, string>> = {
  product: 'product code',
  test: 'test code',
  bench: 'a benchmark',
  example: 'an example',
  'build script': 'a build script, which runs before the product is built',
};

/**
 * Tells the product's sources from test code, examples, build scripts and what the policy excludes. Nothing is left out
 * without an entry.
 */
export function classify(
  sources: readonly Source[],
  exclusions: readonly Exclusion[],
  memberOf: (manifest: string) => string | null,
): Classified {
  const excluded = exclusions.map(({ pattern, at }) => ({ pattern, at, matches: picomatch(pattern, { dot: true }) }));
  const result: Classified = { measured: [], leftOut: [], gaps: [] };
  for (const source of sources) {
    const role = roleIn(source);
    const exclusion = excluded.find(({ matches }) => matches(source.path));
    const entry = { path: source.path, lines: null, member: memberOf(source.manifest), product: false, at: null };
    if (source.obligations === undefined && (role !== 'product' || exclusion !== undefined)) {
      result.gaps.push(...unknownTests(source));
    }
    if (role !== 'product') {
      result.leftOut.push({ ...entry, because: words[role] });
    } else if (exclusion !== undefined) {
      const { pattern, at } = exclusion;
      // What no target leads to is in no product: leaving it out hides nothing.
      const product = source.reached !== undefined;
      result.leftOut.push({ ...entry, because: `exclude "${pattern}"`, product, at });
    } else if (source.obligations === undefined) {
      result.gaps.push(source.gap);
    } else {
      result.measured.push(source);
      result.leftOut.push(...partsLeftOut(source.obligations, entry));
      result.gaps.push(...source.obligations.troubles.map(({ message, span }) => unparsed(source.path, message, span)));
    }
  }
  return result;
}

/** What of a measured file is in no figure, and why. */
function partsLeftOut(
  { excludedRegions, macroBodies, includes }: FileObligations,
  entry: Omit<LeftOut, 'lines' | 'because'>,
): LeftOut[] {
  const part = ({ line, endLine }: Span, because: string): LeftOut => ({ ...entry, lines: [line, endLine], because });
  return [
    ...excludedRegions.map(({ span, reason }) => part(span, reason)),
    ...macroBodies.map(({ name, kind, span }) =>
      part(
        span,
        kind === 'definition'
          ? `the macro ${name}!, whose body is measured nowhere`
          : `a call of ${name}! that is not Rust`,
      ),
    ),
    ...includes
      .filter((each) => each.path === undefined)
      .map(({ span }) => part(span, 'what include! brings in from a file whose name is made by the build')),
  ];
}

/**
 * Of what is left out it matters which tests in it pass when they panic. What no target leads to has no tests that run.
 */
function unknownTests({ path: shown, reached, text, gap }: Extract<Source, { gap: Gap }>): Gap[] {
  if (reached === undefined || text?.includes('should_panic') === false) return [];
  const { why, at } = gap;
  return [
    {
      what: `which tests of ${shown} pass when they panic`,
      why,
      remedy: 'make it a readable file of UTF-8 text that parses as Rust',
      ...(at === undefined ? {} : { at }),
    },
  ];
}

/** What the targets make of it; where none leads to it, what its folder says. */
function roleIn({ reached, file, manifest }: Source): Role {
  if (reached !== undefined) return reached;
  const [folder = '', ...below] = path.relative(path.dirname(manifest), file).split(path.sep);
  return below.length === 0 ? 'product' : (byFolder[folder] ?? 'product');
}
