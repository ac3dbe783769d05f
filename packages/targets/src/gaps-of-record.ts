import type { Gap } from '@assay/evidence';
import type { TargetFacts } from './facts.js';
import { namesInWords, tableOf } from './instance.js';
import { unknownPartOf } from './range.js';
import { coverageOf, unknownOfVendor } from './vendor.js';

/** What the policy asks about and the record does not answer. Of a target that the compiler does not know, that alone is told. */
export function recordGaps(facts: TargetFacts): Gap[] {
  if (facts.record.kind === 'unknown') return [unknownGap(facts)];
  return [...tierGap(facts), ...libraryGap(facts), ...rangeGap(facts), ...vendorGap(facts)];
}

/** A target that this compiler does not have: misspelt, renamed, gone, or of a later release. */
function unknownGap({ target, stated, at, record }: TargetFacts): Gap {
  const { release, nearest, formerNames, changes } = record;
  const renamed = changes.find(({ kind, from, to }) => kind === 'renamed' && (from === target || to === target));
  const otherName = renamed?.from === target ? renamed.to : renamed?.from;
  const gone = changes.find(({ kind }) => kind === 'removed');
  const history = [
    ...(renamed == null || otherName == null
      ? []
      : [`with Rust ${renamed.release}, ${renamed.from} was renamed to ${renamed.to}`]),
    ...(gone === undefined ? [] : [`it was removed with Rust ${gone.release}`]),
    ...formerNames.map(({ name, until }) => `it was called ${name} until ${until}`),
  ];
  const names = [...new Set([...(otherName == null ? [] : [otherName]), ...nearest])];
  const instead = names.length === 0 ? 'assay targets list shows all that it has' : `known are: ${namesInWords(names)}`;
  return {
    what: `what ${target} is`,
    why: `the compiler (${release}) knows no target of this name${history.map((each) => `; ${each}`).join('')}`,
    remedy: `correct ${tableOf(stated)}, or pin a release that has it; ${instead}`,
    at,
  };
}

function tierGap({ target, record, level, asked, at }: TargetFacts): Gap[] {
  if (record.kind === 'custom' || record.tier.value !== null) return [];
  const wanted = Math.min(level.tier, asked.minimumTier?.value ?? level.tier);
  return [
    {
      what: `the tier of ${target}, of which tier ${wanted} is asked`,
      why: record.tier.note ?? 'no source says it',
      remedy:
        'install the documentation of the pinned toolchain (rustup component add rust-docs), or use a compiler that takes -Z options',
      at: asked.minimumTier?.at ?? at,
    },
  ];
}

/** Nothing says that there is a standard library, and nothing was built with one. */
function libraryGap({ target, record, asked, builds, at }: TargetFacts): Gap[] {
  const { kind, prebuilt, installed } = record;
  const isSettled = prebuilt.value !== null || installed.value === true || asked.buildStd !== null;
  if (kind === 'custom' || isSettled || builds.some(({ outcome }) => outcome === 'built')) return [];
  return [
    {
      what: `whether there is a standard library for ${target}`,
      why: prebuilt.note ?? 'no source says it',
      remedy: `install it with rustup target add ${target}, or name its crates in build-std`,
      at,
    },
  ];
}

function rangeGap(facts: TargetFacts): Gap[] {
  const why = unknownPartOf(facts);
  if (why === undefined) return [];
  const { from, to } = facts.asked.range;
  return [
    {
      what: `what changes for ${facts.target} in the releases after ${from}, up to ${to}`,
      why,
      remedy:
        'use a newer version of Assay, whose data reaches further, or set until in [targets] to a release that it holds',
      at: facts.at,
    },
  ];
}

function vendorGap(facts: TargetFacts): Gap[] {
  const { vendor } = facts.asked;
  if (vendor === null) return [];
  const unknown =
    facts.vendorUnknown === null ? unknownOfVendor(facts, coverageOf(facts, vendor.value)) : [facts.vendorUnknown];
  if (unknown.length === 0) return [];
  return [
    {
      what: `whether ${vendor.value} covers ${facts.target} here`,
      why: unknown.join('; '),
      remedy: 'ask the vendor, use a newer version of Assay, or remove vendor and show the coverage by other means',
      at: vendor.at,
    },
  ];
}
