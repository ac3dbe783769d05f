import { count, type Finding, type Gap, type Verdict } from '@assay/evidence';
import { TargetFacts } from './facts.js';
import { tierInWords, tierOf } from './tier.js';
import { NOT_KNOWN } from './words.js';

/** May the project bet on the target? */
export type Readiness = 'ready' | 'ready with accepted risk' | 'not ready' | 'not known';

/** What of a target's evidence the answer rests on. */
export interface Judged {
  verdict: Verdict;
  reason: string;
  findings: readonly Finding[];
  gaps: readonly Gap[];
  /** As the evidence has them: read here, and left out of the words where they are none of this version's. */
  facts: unknown;
}

/** The answer that a verdict comes to. A risk is accepted where a deviation permits at least one finding. */
export function readinessOf({ verdict, findings }: Pick<Judged, 'verdict' | 'findings'>): Readiness {
  if (verdict === 'fail') return 'not ready';
  if (verdict === 'no-verdict') return 'not known';
  return findings.some(({ deviation }) => deviation !== null) ? 'ready with accepted risk' : 'ready';
}

/** Why, in one line: the first error, the first gap, who accepted the risk until when, or what was seen. */
export function reasonLine(judged: Judged): string {
  return onOneLine(reasons[readinessOf(judged)](judged));
}

const reasons: Readonly<Record<Readiness, (judged: Judged) => string>> = {
  'not ready': ({ findings, reason }) => {
    const errors = findings.filter(({ severity, deviation }) => severity === 'error' && deviation === null);
    return first(errors, ({ message }) => message, 'error') ?? reason;
  },
  'not known': ({ gaps, reason }) => first(gaps, ({ what, why }) => `not known ${what}: ${why}`, 'gap') ?? reason,
  'ready with accepted risk': ({ findings, reason }) => {
    const accepted = findings.filter(({ deviation }) => deviation !== null);
    return first(accepted, acceptedInWords, 'accepted risk') ?? reason;
  },
  ready: ({ findings, facts, reason }) => {
    const known = TargetFacts.safeParse(facts);
    const words = known.success ? seenInWords(known.data) : reason;
    return findings.length === 0 ? words : `${words}; ${count(findings.length, 'warning')}`;
  },
};

function first<T>(all: readonly T[], inWords: (one: T) => string, noun: string): string | undefined {
  const [one, ...others] = all;
  if (one === undefined) return undefined;
  return others.length === 0 ? inWords(one) : `${inWords(one)} (and ${count(others.length, `more ${noun}`)})`;
}

function acceptedInWords({ message, deviation }: Finding): string {
  return deviation === null
    ? message
    : `${message}; accepted by ${deviation.approvedBy} until ${deviation.expires} (${deviation.id})`;
}

/** `tier 2, built in 2 ways, 12 tests on qemu-aarch64 version 7.2.22`. */
function seenInWords(facts: TargetFacts): string {
  const tier = tierOf(facts.record);
  const built = facts.builds.filter(({ outcome }) => outcome === 'built').length;
  const tests = facts.tests.reduce((sum, { passed, failed }) => sum + passed + failed, 0);
  const places = [...new Set(facts.tests.flatMap(({ ranOn }) => (ranOn === null ? [] : [ranOn])))].join(', ');
  return [
    tier === undefined ? `tier ${NOT_KNOWN}` : tierInWords(tier),
    `built in ${count(built, 'way')}`,
    facts.tests.length === 0 ? 'no tests run' : `${count(tests, 'test')}${places === '' ? '' : ` on ${places}`}`,
  ].join(', ');
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
