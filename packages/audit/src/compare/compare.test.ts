import { defineCheck, type SourceFigure } from '@assay/check';
import {
  type Deviation,
  type Finding,
  findingKey,
  judge,
  type RuleStatus,
  statement,
  type Tool,
} from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { comparisonMarkdown, describeComparison } from '@assay/report';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compareBundles, earlierBundle } from './compare.js';
import type { OpenedBundle } from './opened.js';

const Facts = z.strictObject({ figures: z.record(z.string(), z.tuple([z.int(), z.int()])) });

/** A check that marks sources: a file for each member, with one figure. */
const reach = defineCheck<z.infer<typeof Facts>, Record<string, never>>({
  ...{ name: 'reach', question: 'Is all reached?', unit: 'file', settings: z.strictObject({}), facts: Facts },
  ...{ factsVersion: 1, rules: [], optional: [] },
  collect: () => Promise.reject(new Error('the tests bring their own facts')),
  sources: ({ figures }) =>
    Object.entries(figures).map(([group, [reached, total]]) => {
      const figure: SourceFigure = { label: 'statement', reached, total };
      return { path: `${group}.rs`, sha256: '0', group, figures: [figure], lines: [], spans: [], notes: [] };
    }),
});

/** A check whose rule was renamed. */
const widgets = defineCheck({
  ...reach,
  name: 'widgets',
  sources: undefined,
  rules: [{ id: 'widgets/broken', aliases: ['widgets/bad'] }],
} as never);
const checks = [reach, widgets];

interface Said {
  name?: string;
  project?: string;
  asOf?: string;
  figures?: z.infer<typeof Facts>['figures'] | null;
  gaps?: number;
  /** Names of widgets that are broken, and the rule that says so. */
  broken?: string[];
  rule?: string;
  rules?: RuleStatus[];
  tools?: Tool[];
  lock?: string | undefined;
  deviations?: Deviation[] | undefined;
  policy?: string;
  requests?: { id: string; requestedBy: string }[];
  doubts?: number;
}

function bundle(said: Said = {}): OpenedBundle {
  const {
    name = 'a.zip',
    project = 'forge',
    asOf = '2026-11-01',
    rule = 'widgets/broken',
    broken = [],
    gaps = 0,
  } = said;
  const { rules = [{ id: rule, applied: true }], tools = [], figures = { core: [1, 2] }, doubts = 0 } = said;
  const findings = broken.map((widget): Finding => {
    const subject = { kind: 'item', name: widget } as const;
    const words = { message: `${widget} is broken`, remedy: 'mend it', data: null, deviation: null };
    return {
      key: findingKey(rule, subject),
      rule,
      severity: 'error',
      subject,
      at: { path: 'w' },
      because: [],
      ...words,
    };
  });
  const gap = { what: 'a run', why: 'it failed', remedy: 'mend it' };
  const state = (check: string, facts: z.infer<typeof Facts> | null, found: Finding[], lacking = 0) => {
    const common = { examined: 1, findings: found, gaps: Array.from({ length: lacking }, () => gap), facts };
    return statement({ name: project, digest: { gitCommit: 'c0ffee' } }, {
      ...{ assay: { version: '0.1.0', rulesSha256: '7'.repeat(64) }, asOf, check, inputs: [], products: [], tools },
      ...{
        project: { name: project, standard: 'ISO 26262', level: 'ASIL B' },
        rules: check === 'widgets' ? rules : [],
      },
      ...{ ...judge(common), ...common },
    } as never);
  };
  const statements = [
    ...(figures === null ? [] : [state('reach', { figures }, [], gaps)]),
    state('widgets', { figures: {} }, findings),
  ];
  const {
    subject: [subject],
    predicate,
  } = statements.at(-1) as (typeof statements)[number];
  return {
    name,
    verification: {
      ...{ sha256: '0', verdict: 'pass', reason: 'intact', claimed: 'pass', problems: [], notes: [], lapsed: [] },
      doubts: Array.from({ length: doubts }, () => ({ where: 'x', what: 'y' })),
      ...{ subject, project: predicate.project, asOf, assay: predicate.assay, statements },
    },
    contents: {
      policy: 'deviations' in said && said.deviations === undefined ? undefined : policyOf(said),
      inputText: (path) =>
        path === 'Cargo.lock' ? ('lock' in said ? said.lock : lock([['time', '0.3.41']])) : undefined,
      texts: new Map(),
    },
  };
}

function policyOf({ policy: text = '', deviations = [], requests = [] }: Said): Policy {
  return { path: 'assay.toml', text, deviations, requests } as unknown as Policy;
}

const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';

function lock(packages: [name: string, version: string, checksum?: string, source?: string][]): string {
  const entries = packages.map(
    ([name, version, checksum = 'ab', source = CRATES_IO]) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${source}"\nchecksum = "${checksum}"\n`,
  );
  return `version = 4\n\n${entries.join('\n')}`;
}

function deviation(id: string, change: Partial<Deviation> = {}): Deviation {
  return {
    ...{ id, rule: 'widgets/broken', scope: { item: 'anvil' }, rationale: 'Spare.', approvedBy: 'safety' },
    ...{ expires: '2027-03-31', at: { path: 'assay.toml', line: 3 } },
    ...change,
  };
}

const between = (before: Said, after: Said) =>
  compareBundles(bundle(before), bundle({ name: 'b.zip', ...after }), checks);

describe('what changed between two bundles', () => {
  it('is nothing where they say the same', () => {
    const { earlier, later, findings, deviations, ...lists } = between({ broken: ['anvil'] }, { broken: ['anvil'] });
    expect([earlier.name, later.name]).toEqual(['a.zip', 'b.zip']);
    expect(earlier.subject).toBe('commit c0ffee');
    expect([findings.new, findings.gone, findings.still.length]).toEqual([[], [], 1]);
    expect(Object.values(deviations).flat()).toEqual([]);
    expect(Object.values(lists).flat()).toEqual([]);
  });

  it('is told of findings by key, whatever their rule was called', () => {
    const { findings } = between(
      { broken: ['anvil', 'bellows'], rule: 'widgets/bad' },
      { broken: ['bellows', 'crucible'] },
    );
    const names = Object.fromEntries(
      Object.entries(findings).map(([became, all]) => [became, all.map(({ subject }: Finding) => subject.name)]),
    );
    expect(names).toEqual({ gone: ['anvil'], new: ['crucible'], still: ['bellows'] });
  });

  it('is told of verdicts, and of evidence that only one has', () => {
    const { checks: verdicts } = between({ figures: null }, { broken: ['anvil'] });
    expect(verdicts).toEqual([
      { what: 'reach', later: 'pass, no findings' },
      { what: 'widgets', earlier: 'pass, no findings', later: 'fail, 1 finding' },
    ]);
  });

  it('is told of the figures of each member', () => {
    const { coverage } = between(
      { figures: { core: [1, 2], old: [1, 1] } },
      { figures: { core: [2, 2], new: [0, 3] } },
    );
    expect(coverage).toEqual([
      { member: 'core', label: 'statement', earlier: { reached: 1, total: 2 }, later: { reached: 2, total: 2 } },
      { member: 'old', label: 'statement', earlier: { reached: 1, total: 1 } },
      { member: 'new', label: 'statement', later: { reached: 0, total: 3 } },
    ]);
  });

  it('is told of tools by release, commit and host, of each release that was run', () => {
    const rustc = (version: string) => ({ name: 'rustc', version, commit: 'e40', host: 'x86_64' });
    const { toolchain } = between({ tools: [rustc('1.95.0'), rustc('1.85.0')] }, { tools: [rustc('1.96.0')] });
    expect(toolchain).toEqual([
      {
        what: 'rustc',
        earlier: '1.85.0, commit e40, x86_64; 1.95.0, commit e40, x86_64',
        later: '1.96.0, commit e40, x86_64',
      },
    ]);
  });

  it('is told of packages that came, went, changed their version, source or content', () => {
    const before = lock([
      ['gone', '1.0.0'],
      ['same', '1.0.0'],
      ['swapped', '1.0.0', 'aa'],
      ['time', '0.3.41'],
      ['two', '1.0.0'],
      ['moved', '1.0.0'],
    ]);
    const after = lock([
      ['new', '1.0.0'],
      ['same', '1.0.0'],
      ['swapped', '1.0.0', 'bb'],
      ['time', '0.3.42'],
      ['two', '1.0.0'],
      ['two', '2.0.0'],
      ['moved', '1.0.0', 'ab', 'git+https://x/y#1'],
    ]);
    expect(between({ lock: before }, { lock: after }).dependencies).toEqual([
      { name: 'gone', earlier: ['1.0.0'], later: [] },
      { name: 'moved', earlier: ['1.0.0'], later: ['1.0.0 (git+https://x/y#1)'] },
      { name: 'new', earlier: [], later: ['1.0.0'] },
      { name: 'swapped', earlier: ['1.0.0, checksum aa'], later: ['1.0.0, checksum bb'] },
      { name: 'time', earlier: ['0.3.41'], later: ['0.3.42'] },
      { name: 'two', earlier: ['1.0.0'], later: ['1.0.0', '2.0.0'] },
    ]);
  });

  it('is told of deviations: added, removed, expired, and reworded in each of their parts', () => {
    const before = [deviation('A'), deviation('B'), deviation('C', { expires: '2026-11-15' }), deviation('D')];
    const scope = { package: 'time', version: '0.3.41' };
    const after = [
      deviation('B', {
        rationale: 'Spared.',
        approvedBy: 'nobody',
        expires: '2031-01-01',
        scope,
        rule: 'widgets/odd',
        disposition: 'mitigated',
      }),
      deviation('C', { expires: '2026-11-15' }),
      deviation('D', { at: { path: 'assay.toml', line: 99 } }),
      deviation('E'),
    ];
    const { deviations } = between({ deviations: before }, { asOf: '2026-11-28', deviations: after });
    const ids = ({ id }: { id: string }) => id;
    expect([deviations.added.map(ids), deviations.removed.map(ids), deviations.expired.map(ids)]).toEqual([
      ['E'],
      ['A'],
      ['C'],
    ]);
    expect(deviations.reworded).toEqual([
      {
        id: 'B',
        changes: [
          { what: 'approved-by', earlier: 'safety', later: 'nobody' },
          { what: 'disposition', later: 'mitigated' },
          { what: 'expires', earlier: '2027-03-31', later: '2031-01-01' },
          { what: 'rationale', earlier: 'Spare.', later: 'Spared.' },
          { what: 'rule', earlier: 'widgets/broken', later: 'widgets/odd' },
          { what: 'scope', earlier: 'item anvil', later: 'package time 0.3.41' },
        ],
      },
    ]);
  });

  it('is told of what the policy asks for, whatever its order, and not of its deviations there', () => {
    const before = 'project.level = "ASIL D"\n[coverage]\nexclude = []\n[coverage.levels."ASIL D"]\nbranch = 100\n';
    const after =
      'deviation = [{ id = "A" }]\n[coverage]\nexclude = ["x/**"]\n[targets.a]\nlast-tested = 2026-11-01\n[project]\nlevel = "ASIL D"\n';
    expect(between({ policy: before }, { policy: after }).policy).toEqual([
      { what: 'coverage.exclude', earlier: '[]', later: '["x/**"]' },
      { what: 'coverage.levels.ASIL D.branch', earlier: '100' },
      { what: 'targets.a.last-tested', later: '"2026-11-01"' },
    ]);
  });

  it('is told of deviations that are requested, and of those that were', () => {
    const requests = [{ id: 'E', requestedBy: 'driver team' }];
    const { policy, deviations } = between({ requests }, { deviations: [deviation('E')] });
    expect(policy).toEqual([{ what: 'deviation.E', earlier: 'requested by driver team' }]);
    expect(deviations.added).toHaveLength(1);
  });

  it('is told of rules that only one knows or applies, by the name that they have now', () => {
    const before: RuleStatus[] = [
      { id: 'widgets/bad', applied: true },
      { id: 'widgets/odd', applied: true },
    ];
    const after: RuleStatus[] = [
      { id: 'widgets/broken', applied: true },
      { id: 'widgets/odd', applied: false, because: 'off at QM' },
      { id: 'widgets/new', applied: true },
    ];
    expect(between({ rules: before }, { rules: after }).rules).toEqual([
      { what: 'widgets/new', later: 'applied' },
      { what: 'widgets/odd', earlier: 'applied', later: 'not applied: off at QM' },
    ]);
  });
});

describe('what cannot be compared is told', () => {
  it.each<[string, Said, Said, string]>([
    ['projects', {}, { project: 'foundry' }, 'one project with itself: a.zip speaks of forge, and b.zip of foundry'],
    ['the order', { asOf: '2026-11-02' }, {}, 'earlier with later: a.zip is dated 2026-11-02'],
    [
      'a doubt',
      { doubts: 2 },
      {},
      'the findings of a.zip: another version of Assay made it, and this one cannot confirm it: 2 doubts',
    ],
    [
      'a lock that is not there',
      {},
      { lock: undefined },
      'the dependencies in b.zip: the bundle has no copy of Cargo.lock',
    ],
    ['a lock that is none', { lock: '[[package' }, {}, 'the dependencies in a.zip: '],
    [
      'a policy',
      {},
      { deviations: undefined },
      'the deviations in b.zip: this version of Assay cannot read the policy',
    ],
    ['a check that left none', { figures: null }, {}, 'the figures of reach: a.zip has no evidence of it'],
    [
      'figures with a gap',
      { gaps: 1 },
      {},
      'the figures of reach in a.zip: they may be too low: its evidence has 1 gap',
    ],
    [
      'facts of another shape',
      { figures: { core: ['x'] as never } },
      {},
      'the figures of reach in a.zip: there are none, or',
    ],
  ])('%s', (_, before, after, words) => {
    const told = between(before, after).unknown.map(({ what, why }) => `${what}: ${why}`);
    expect(told).toContainEqual(expect.stringContaining(words));
  });
});

it('a bundle is a point of the plot over time, unless its policy cannot be read', () => {
  expect(earlierBundle(bundle({ deviations: [deviation('A')] }))).toEqual({
    ...{ name: 'a.zip', asOf: '2026-11-01', verdict: 'pass', deviations: 1 },
  });
  expect(earlierBundle(bundle({ deviations: undefined }))).toBeUndefined();
});

describe('what is told of it', () => {
  const hostile = '\u001b[31m\n::error::x';
  const still = Array.from({ length: 23 }, (_, index) => `still-${index}`);
  const comparison = between(
    { broken: ['old', ...still], figures: { core: [1, 2] } },
    { broken: [hostile, ...still], figures: { core: [2, 2] }, deviations: [deviation('A')] },
  );
  const overall = { verdict: 'fail', reason: 'intact' } as const;

  it('on a terminal holds every finding or their number, and nothing that a terminal or a runner obeys', () => {
    const text = describeComparison(comparison, overall, { color: false, width: 80 });
    for (const words of ['1 finding is new', '1 finding is gone', 'item old', 'still-19', 'and 3 more'])
      expect(text).toContain(words);
    expect(text).toContain('core, statement: 50.0 % (1 of 2) → 100.0 % (2 of 2)');
    expect(text).toMatch(/Without change\n {2}.*Toolchain, Dependencies/);
    expect(text).toContain('\\u{1b}[31m');
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
  });

  it('in Markdown holds the same, and no markup of theirs', () => {
    const text = comparisonMarkdown(compareBundles(bundle(), bundle({ broken: ['<script>*x*'] }), checks), overall);
    expect(text).toContain('### 1 finding is new');
    expect(text).toContain('&lt;script&gt;\\*x\\*');
  });
});
