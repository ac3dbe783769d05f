import { describe, expect, it } from 'vitest';
import { PlanDocument } from './document.js';
import { planInMarkdown, planInWords } from './words.js';

const plan: PlanDocument = PlanDocument.parse({
  kind: 'assay-msrv-plan',
  inputs: [],
  version: 1,
  outcome: 'planned',
  members: [{ name: 'app', baseline: '1.85.0' }],
  manifests: [],
  changes: [
    { name: 'time', source: 'x', from: '0.3.45', to: '0.3.41', why: 'declares rust-version 1.88', declares: '1.67' },
    { name: 'powerfmt', source: 'x', from: null, to: '0.2.0', why: 'time 0.3.41 requires ^0.2', declares: null },
    { name: 'deranged', source: 'x', from: '0.5.0', to: null, why: 'nothing requires it any more', declares: null },
  ],
  commands: ['cargo update -p time@0.3.45 --precise 0.3.41'],
  lock: { format: 4, before: 4, sha256: '0'.repeat(64) },
  proof: { runs: [], pinned: ['app'], failures: [], compilations: 2 },
  learnt: [{ name: 'time', version: '0.3.44', baseline: '1.85.0', reason: 'does not compile with Rust 1.85.0: no' }],
  testsHeld: true,
  advisories: 'consulted',
  yanked: [],
  blocks: [],
  waysOut: [],
  tried: { versions: 12, decisions: 3, conflicts: 1, complete: true, unknown: [] },
  gaps: [],
});

describe('a plan in words', () => {
  it('shows every change with its reason, what was learnt, and how to apply it', () => {
    const text = planInWords(plan);
    for (const { name, why } of plan.changes) {
      expect(text).toContain(name);
      expect(text).toContain(why);
    }
    expect(text).toMatch(/^3 changes of Cargo\.lock, and every member compiles with its baseline \(1\.85\.0\)\n/);
    expect(text).toContain('time 0.3.44 does not compile with Rust 1.85.0: no');
    expect(text).toContain('assay msrv plan --write');
    expect(text).toContain(plan.commands[0]);
  });

  it('says that only the format of the lock file changes', () => {
    const lock = { format: 3, before: 4, sha256: '0'.repeat(64) };
    expect(planInWords({ ...plan, changes: [], lock })).toMatch(
      /^Cargo\.lock in format 3 instead of 4, and every member/,
    );
  });

  it('claims nothing where nothing was proved', () => {
    const gap = { what: 'whether app compiles', why: 'there is no compiler', remedy: 'install it' };
    const text = planInWords({ ...plan, outcome: 'not-established', commands: [], gaps: [gap] });
    expect(text).toMatch(/^no plan could be proved/);
    expect(text).toContain('? gap: whether app compiles');
    expect(text).not.toContain('--write');
  });

  it('says that there is no way only together with whether the search was complete', () => {
    const steps = [
      { by: 'app', requires: 'time ^0.3.42', versions: ['0.3.45 to 0.3.42 (4 versions): declares rust-version 1.88'] },
    ];
    const blocked = {
      ...plan,
      outcome: 'blocked' as const,
      changes: [],
      commands: [],
      blocks: [{ member: 'app', baseline: '1.85.0', steps }],
    };
    const text = planInWords(blocked);
    expect(text).toContain('app requires time ^0.3.42');
    expect(text).toContain('the search was complete');
    expect(planInWords({ ...blocked, tried: { ...plan.tried, complete: false } })).toContain(
      'the search was not complete',
    );
  });

  it('says when advisories were not consulted', () => {
    expect(planInWords({ ...plan, advisories: 'not-consulted' })).toContain('advisories were not consulted');
  });
});

describe('a plan as Markdown', () => {
  it('passes every text through what makes it safe', () => {
    const safe = { text: (text: string) => `T(${text})`, code: (text: string) => `C(${text})` };
    const markdown = planInMarkdown(plan, safe);
    expect(markdown).toContain('| C(time) | T(0.3.45) | T(0.3.41) | T(declares rust-version 1.88) |');
    expect(markdown).toContain('T(no change brings in an advisory');
    expect(markdown).toContain('    cargo update -p time@0.3.45 --precise 0.3.41');
  });
});
