import type { DatedRelease, Exhibit } from '@assay/check';
import type { Finding, Json } from '@assay/evidence';
import type { Comparison, EarlierBundle } from '../comparison.js';
import type { Dice } from './dice.js';

/** One of each kind, with hostile text in each place and a word of its own in its row (`x7x`). */
export function randomExhibits(dice: Dice): () => Exhibit[] {
  const [title, note, label] = [dice.text(), dice.text(), dice.text()];
  const bar = { label, reached: 1, total: 4, justified: dice.upTo(3), asked: { percent: 90, met: false } };
  const table = () => ({ columns: [dice.text(), label], rows: [[`${dice.mark('x')} ${dice.text()}`, dice.text()]] });
  const exhibits: Exhibit[] = [
    { title, kind: 'identity', note, table: table() },
    { title, kind: 'result', table: table(), plot: { title: note, groups: [{ label, bars: [bar] }] } },
  ];
  return () => exhibits;
}

/** One of which everything is known, and one of which nothing is. */
export function randomReleases(dice: Dice): () => DatedRelease[] {
  const known = { source: dice.text(), confidence: 'confirmed' };
  const names = { role: dice.text(), name: dice.text() };
  const supported = { until: '2026-01-01', what: dice.text(), ...known };
  return () => [{ ...names, released: { date: '2025-02-20', ...known }, supported }, names];
}

/** Facts of the check `policy`: deviations and requests for some, each with a word of its own (`d8x`). */
export function randomPolicyFacts(dice: Dice): Json {
  const stated = () => ({
    ...{ id: `${dice.mark('d')} ${dice.text()}`, rule: dice.text(), scope: { item: dice.text() } },
    ...{ rationale: dice.text(), requestedBy: dice.text(), expires: dice.of(['2026-01-01', '2027-01-01']) },
    at: { path: 'assay.toml', line: 3 },
  });
  const use = () => ({ examined: dice.next() < 0.5, matches: [] });
  const deviation = () => ({ deviation: { ...stated(), approvedBy: dice.text() }, ...use() });
  return {
    asOf: '2026-11-22',
    deviations: Array.from({ length: 1 + dice.upTo(3) }, deviation),
    requests: Array.from({ length: dice.upTo(3) }, () => ({ request: stated(), ...use() })),
  };
}

export function randomEarlier(dice: Dice, asOf: string): EarlierBundle {
  const verdict = dice.of(['pass', 'fail', 'no-verdict'] as const);
  return { name: dice.text(), asOf, verdict, deviations: dice.upTo(4) };
}

/** One change of each kind. */
export function randomComparison(dice: Dice): Comparison {
  const bundle = () => ({
    ...{ name: dice.text(), subject: dice.text(), asOf: '2026-08-01', verdict: 'pass' as const },
    assay: dice.text(),
  });
  const finding = (): Finding => ({
    ...{ key: dice.text(), rule: dice.text(), severity: 'error', subject: { kind: 'item', name: dice.text() } },
    ...{
      at: { path: dice.text() },
      because: [],
      message: dice.text(),
      remedy: dice.text(),
      data: null,
      deviation: null,
    },
  });
  const deviation = () => ({
    ...{ id: dice.text(), rule: dice.text(), scope: dice.text(), rationale: dice.text() },
    ...{ approvedBy: dice.text(), expires: '2027-01-01' },
  });
  const change = { what: dice.text(), earlier: dice.text(), later: dice.text() };
  return {
    ...{
      earlier: bundle(),
      later: bundle(),
      checks: [change],
      policy: [change],
      rules: [{ what: dice.text(), later: dice.text() }],
    },
    findings: { gone: [finding()], new: [finding()], still: [finding()] },
    coverage: [{ member: dice.text(), label: dice.text(), later: { reached: 1, total: 2 } }],
    toolchain: [change],
    dependencies: [{ name: dice.text(), earlier: [], later: [dice.text()] }],
    deviations: {
      ...{ added: [deviation()], removed: [deviation()], expired: [deviation()] },
      reworded: [{ id: dice.text(), changes: [change] }],
    },
    unknown: [{ what: dice.text(), why: dice.text() }],
  };
}
