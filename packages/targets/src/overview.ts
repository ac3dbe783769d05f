import { count } from '@assay/evidence';
import { placeOfRun } from './degree.js';
import type { BuildFact, PromiseFact, TargetFacts, TestFact } from './facts.js';
import { namesInWords } from './instance.js';
import { tierInWords, tierOf } from './tier.js';
import { libraryOfTarget, NOT_KNOWN } from './words.js';

/** Lines of one kind that are told; the report has the others. */
const TOLD = 5;

/** What is known of the target, what was built and run for it, and what lies ahead of it. */
export function overview(facts: TargetFacts): string[] {
  return [
    about(facts),
    ...some(facts.builds.map(buildInWords)),
    ...some(facts.tests.map((test) => testInWords(facts, test))),
    ...some(facts.promises.map(promiseInWords)),
    ...some(ahead(facts)),
    ...some(facts.record.blockers.map(({ id, what }) => `known blocker ${id}: ${what}`)),
  ];
}

/** `thumbv7em-none-eabihf: tier 2, core and alloc, by Rust 1.95.0; for pump, ASIL D`. */
function about(facts: TargetFacts): string {
  const tier = tierOf(facts.record);
  const words = [tier === undefined ? `tier ${NOT_KNOWN}` : tierInWords(tier), libraryOfTarget(facts)].join(', ');
  const members = facts.members.length === 0 ? 'no member' : namesInWords(facts.members);
  return `${facts.target}: ${words}, by Rust ${facts.record.release}; for ${members}, ${facts.level.name}`;
}

function buildInWords({ name, outcome, artifacts, failures }: BuildFact): string {
  const what = outcome === 'built' ? count(artifacts.length, 'artifact') : count(failures.length, 'failure');
  return `${name}: ${outcome}, ${what}`;
}

function testInWords(facts: TargetFacts, test: TestFact): string {
  const { build, outcome, passed, failed, ignored, filtered } = test;
  const others = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(filtered > 0 ? [`${filtered} filtered out`] : []),
  ];
  return [`${build}: ${outcome}, ${count(passed + failed, 'test')} ran on ${placeOfRun(facts, test)}`, ...others].join(
    ', ',
  );
}

function promiseInWords({ member, promised, reaches, proof, floats, libm }: PromiseFact): string {
  const numbers = floats.length === 0 ? '' : `; in std only: ${namesInWords(floats.map(({ method }) => method))}`;
  const shown = proof === 'none' ? 'not shown here' : proof;
  return `${member} promises ${promised}: reaches ${reaches ?? 'what is not known'}, ${shown}${libm ? ', with libm' : ''}${numbers}`;
}

/** Every known change, those after the project's range too: they are what is to be planned for. */
function ahead({ record }: TargetFacts): string[] {
  return record.changes.map(({ release, kind, from, to }) => {
    const change = from === null || to === null ? '' : `: ${from} → ${to}`;
    return `in Rust ${release}, ${kind.replace('-', ' ')}${change}`;
  });
}

function some(lines: readonly string[]): string[] {
  const left = lines.length - TOLD;
  return left > 0 ? [...lines.slice(0, TOLD), `and ${left} more, which are in the report`] : [...lines];
}
