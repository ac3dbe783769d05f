import { always, defineRule, neededBySoup } from '@assay/check';
import type { Because, Severity } from '@assay/evidence';
import type { Rank } from '@assay/policy';
import { toolConfidence } from '../clauses.js';
import { measured, stated } from '../controls.js';
import { known, notKnown } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, tableOf } from '../instance.js';
import { becauseOfClaims } from '../tier.js';

/** Where the library comes from: nowhere, from its source, or with the toolchain but from no release of Rust. */
type Origin = 'none' | 'source' | 'toolchain';

type Data = { target: string; stated: string; release: string; origin: Origin; crates: string[] };

/** A library that the project builds itself is one that nobody else has tested. */
const builtByItself: Readonly<Record<Rank, Severity | 'off'>> = {
  ...{ none: 'off', low: 'off', medium: 'off' },
  ...{ high: 'warning', highest: 'warning' },
};

export const noPrebuiltStd = defineRule<TargetFacts, Data>({
  id: 'targets/no-prebuilt-std',
  title: 'The release has no standard library for the target',
  why:
    'Without a `rust-std` component there is nothing to link, not even core. The library can be built from source, but that takes unstable options ' +
    'of Cargo, and gives a library that nobody else has built or tested: it becomes part of what the project has to show.',
  repair:
    'Choose a target with a `rust-std` component, or name the crates in `build-std` in the target’s table and treat the library as code that the ' +
    'project builds. Then this is a warning at the two highest ranks, and nothing below them.',
  clauses: [neededBySoup, toolConfidence],
  severity: always('error'),
  *find(facts) {
    const { record, asked, level, target } = facts;
    const hasNone = record.kind === 'custom' || record.prebuilt.value === false;
    const origin = originOf(facts);
    if (!hasNone || record.kind === 'unknown' || (origin !== 'none' && builtByItself[level.rank] === 'off')) return;
    const because: Because[] = [
      ...(asked.buildStd === null
        ? []
        : [{ at: asked.buildStd.at, note: `build-std = ${list(asked.buildStd.value)}` }]),
      ...becauseOfClaims(record.prebuilt, (has) => (has ? 'a rust-std component' : 'no rust-std component')),
    ];
    yield {
      ...aboutTarget(facts, asked.buildStd?.at),
      because,
      ...(origin === 'none' ? {} : { severity: builtByItself[level.rank] }),
      data: { target, stated: facts.stated, release: record.release, origin, crates: cratesOf(facts) },
    };
  },
  message: ({ target, release, origin }) => {
    const none = `Rust ${release} has no rust-std component for ${target}`;
    if (origin === 'none') return `${none}, and the policy names no build-std`;
    return origin === 'source'
      ? `${none}: its standard library is built from source, and tested by nobody else`
      : `${none}: the one in the toolchain’s folder comes from elsewhere`;
  },
  remedy: ({ target, stated: key, origin, crates }) => {
    const accept = `have it accepted: a [[deviation]] with rule = "targets/no-prebuilt-std" and scope = { target = ${JSON.stringify(target)} }`;
    if (origin === 'none') {
      return `choose a target that has one (assay targets list --wanted "prebuilt"), or write build-std = ${list(crates)} in ${tableOf(key)}, which needs the component rust-src`;
    }
    return origin === 'source'
      ? `run the library’s own tests for the target, or ${accept}`
      : `show where the library comes from, or ${accept}`;
  },
  controls: {
    raises: [
      measured({ record: { prebuilt: known(false), installed: known(false) } }),
      measured({ level: { rank: 'none' }, record: { prebuilt: known(false), installed: notKnown() } }),
      measured({ asked: { buildStd: stated(['core']) }, record: { prebuilt: known(false) } }),
      measured({ level: { rank: 'high' }, record: { prebuilt: known(false) } }),
    ],
    spares: [
      measured(),
      measured({
        ...{ level: { rank: 'medium' }, asked: { buildStd: stated(['core']) } },
        record: { prebuilt: known(false), installed: known(false) },
      }),
      measured({ level: { rank: 'medium' }, record: { prebuilt: known(false) } }),
    ],
  },
});

function originOf({ asked, record }: TargetFacts): Origin {
  if (asked.buildStd !== null) return 'source';
  return record.installed.value === true ? 'toolchain' : 'none';
}

/** The crates to build for it: all that it has. */
function cratesOf({ record }: TargetFacts): string[] {
  if (record.library.value === 'std') return record.panic.value === 'abort' ? ['std', 'panic_abort'] : ['std'];
  return record.library.value === 'core' ? ['core'] : ['core', 'alloc'];
}

function list(crates: readonly string[]): string {
  return `[${crates.map((name) => JSON.stringify(name)).join(', ')}]`;
}
