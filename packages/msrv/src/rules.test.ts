import { examine, type Rule } from '@assay/check';
import { ranks } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { msrv } from './check.js';
import { dependency, ownBaseline, workspace } from './controls.js';
import { MsrvFacts } from './facts.js';

const rules = msrv.rules as readonly Rule<MsrvFacts>[];

function findings(facts: MsrvFacts, rank: (typeof ranks)[number] = 'highest') {
  return examine(msrv, facts, rank).findings;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is raised by its controls, and alone', () => {
    for (const facts of rule.controls.raises) {
      expect(new Set(findings(facts).map((finding) => finding.rule))).toEqual(new Set([id]));
    }
  });

  it('is not raised by what it spares', () => {
    for (const facts of rule.controls.spares) expect([...rule.find(facts)]).toEqual([]);
  });

  it('has controls in the form of facts', () => {
    for (const facts of [...rule.controls.raises, ...rule.controls.spares]) {
      expect(MsrvFacts.safeParse(facts).success).toBe(true);
    }
  });
});

describe('a finding about a package', () => {
  const facts = workspace(
    [
      { id: 'app 0.1.0', dependencies: [{ id: 'cookie 0.18.1', kinds: ['normal'] }] },
      {
        id: 'panel 0.1.0',
        name: 'panel',
        source: 'member',
        manifest: 'panel/Cargo.toml',
        dependencies: [{ id: 'time 0.3.41', kinds: ['build', 'dev'] }],
      },
      { name: 'cookie', version: '0.18.1', dependencies: [{ id: 'time 0.3.41', kinds: ['normal'] }] },
      { name: 'time', version: '0.3.41', rustVersion: '1.86' },
    ],
    {
      members: [{}, { id: 'panel 0.1.0', name: 'panel', level: 'QM', rank: 'none', baseline: ownBaseline('1.78.0') }],
    },
  );
  const [finding, ...others] = findings(facts, 'none');

  it('is one, whatever the number of members, and leads with the gravest', () => {
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'time 0.3.41 declares rust-version 1.86, above the baseline 1.85.0 of app ' +
        '(app 0.1.0 → cookie 0.18.1 → time 0.3.41); also of panel',
    );
  });

  it('says who asked, and points at the lock entry', () => {
    expect(finding?.at).toEqual({ path: 'Cargo.lock', line: 29 });
    expect(finding?.because).toEqual([
      { at: { path: 'assay.toml', line: 10, column: 1 }, note: 'baseline 1.85.0 of app' },
      { at: { path: 'assay.toml', line: 12, column: 1 }, note: 'baseline 1.78.0 of panel' },
    ]);
  });

  it('says what to look for, for whom, and the command', () => {
    expect(finding?.remedy).toBe(
      'run assay msrv plan; by hand: look for a release of time before 0.3.41 with a rust-version of at most 1.78.0 and that panel 0.1.0 and ' +
        'cookie 0.18.1 can take, and run cargo update -p time@0.3.41 --precise <release>; or raise the baseline of app and ' +
        'panel to 1.86.0 or newer',
    );
  });

  it('of one name and version from two sources is told apart by the source', () => {
    const twins = workspace([
      {
        dependencies: [
          { id: 'time 0.3.41 (crates.io)', kinds: ['normal'] },
          { id: 'time 0.3.41 (example.org/time#1)', kinds: ['normal'] },
        ],
      },
      { id: 'time 0.3.41 (crates.io)', name: 'time', version: '0.3.41', rustVersion: '1.86' },
      { id: 'time 0.3.41 (example.org/time#1)', name: 'time', version: '0.3.41', rustVersion: '1.86', source: 'git' },
    ]);
    expect(new Set(findings(twins).map(({ key }) => key)).size).toBe(2);
  });
});

describe('severity', () => {
  it('of an undeclared rust-version begins above rank none, by the ranks of the members concerned', () => {
    const undeclared = dependency({ rustVersion: null });
    const seen = ranks.map((rank) => {
      const [member] = undeclared.members;
      if (member === undefined) throw new Error('the control has a member');
      return findings({ ...undeclared, members: [{ ...member, rank }] }, 'none').map(({ severity }) => severity);
    });
    expect(seen).toEqual([[], ['warning'], ['warning'], ['warning'], ['warning']]);
  });
});

describe('a baseline given by name', () => {
  it('shows how its release is known', () => {
    const baseline = { ...ownBaseline('1.85.0'), name: 'yocto-5.0', confidence: 'inferred' };
    const [finding] = findings(workspace([{ rustVersion: '1.86' }], { members: [{ baseline }] }));
    expect(finding?.because[0]?.note).toBe('baseline 1.85.0 (yocto-5.0, inferred) of app');
    expect(finding?.at).toEqual({ path: 'app/Cargo.toml' });
  });
});
