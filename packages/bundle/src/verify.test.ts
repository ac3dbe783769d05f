import { canonicalJson, type Statement, sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { buildBundle, bundledInputs } from './build.js';
import {
  ASKED,
  bundle,
  forged,
  good,
  parts,
  problems,
  repacked,
  type Sample,
  statements,
  verify,
  wider,
  widgets,
} from './testing/sample.js';
import { readZip } from './zip-read.js';

const bytes = bundle(good);
const bad: Sample = { ...good, deviations: [] };

describe('a bundle that was left alone', () => {
  it('verifies, and says what it holds', () => {
    const { statements: made, ...rest } = verify(bytes);
    expect(rest).toEqual({
      sha256: sha256(bytes),
      verdict: 'pass',
      reason: 'the bundle is intact, and its evidence says so',
      claimed: 'pass',
      problems: [],
      doubts: [],
      notes: [],
      lapsed: [],
      subject: { name: 'forge', digest: { gitCommit: 'c0ffee' } },
      project: { name: 'forge', standard: 'ISO 26262', level: 'ASIL B' },
      asOf: '2026-11-20',
      assay: { version: '0.1.0', rulesSha256: '7'.repeat(64) },
    });
    expect(made).toEqual(statements(good));
  });

  it('holds exactly its parts', () => {
    expect([...readZip(bytes).entries.keys()]).toEqual([
      'SHA256SUMS',
      'VERIFY.md',
      'assay.toml',
      'evidence/policy.json',
      'evidence/widgets.json',
      'inputs/widgets.txt',
      'report/index.html',
    ]);
    expect(buildBundle(parts(good)).sha256).toBe(sha256(bytes));
  });

  it('fails when its evidence fails, and is intact all the same', () => {
    const { verdict, problems: found, reason } = verify(bundle(bad));
    expect({ verdict, found, reason }).toEqual({
      verdict: 'fail',
      found: [],
      reason: 'the bundle is intact, and its evidence says so',
    });
  });

  it('has no verdict when its evidence has none', () => {
    const gap = { what: 'the lock file', why: 'missing', remedy: 'commit it' };
    expect(verify(bundle({ facts: null, gaps: [gap] }))).toMatchObject({ verdict: 'no-verdict', problems: [] });
    expect(verify(bundle({ widgets: [] }))).toMatchObject({ verdict: 'no-verdict', problems: [] });
  });

  it('keeps large facts beside the statement', () => {
    const large: Sample = {
      widgets: Array.from({ length: 1100 }, (_, index) => [`${index}-${'x'.repeat(1000)}`, false]),
    };
    const content = bundle(large);
    expect([...readZip(content).entries.keys()]).toContain('evidence/widgets.facts.json');
    expect(problems(content)).toEqual([]);
    const changed = repacked(content, (entries) => {
      const facts = entries.get('evidence/widgets.facts.json') ?? '';
      entries.set('evidence/widgets.facts.json', facts.replace('false', 'true'));
    });
    expect(problems(changed)).toEqual([
      'evidence/widgets.json:predicate.facts: names facts in "widgets.facts.json" by a digest that the file does not have',
    ]);
  });
});

describe('a bundle that was damaged', () => {
  /** The positions, of those tried, at which a changed byte goes unnoticed. */
  function unnoticed(of: Uint8Array, step: number, found: (changed: Uint8Array) => unknown[]): number[] {
    const changed = Uint8Array.from(of);
    const positions: number[] = [];
    for (let at = 0; at < of.length; at += step) {
      changed[at] = (of[at] ?? 0) ^ 0x20;
      if (found(changed).length === 0) positions.push(at);
      changed[at] = of[at] ?? 0;
    }
    return positions;
  }

  it('is refused by its container whichever byte is changed', () => {
    const small = buildBundle({ ...parts(good), report: '<!doctype html>' }).bytes;
    expect(unnoticed(small, 1, () => readZip(small).problems)).toHaveLength(small.length);
    expect(unnoticed(small, 1, (changed) => readZip(changed).problems)).toEqual([]);
  });

  it('is refused as a whole, the verification going on after the first problem', () => {
    expect(unnoticed(bytes, 307, (changed) => verify(changed).problems)).toEqual([]);
  });

  it('is refused wherever it is cut off', () => {
    for (let length = 0; length < bytes.length; length += 97) {
      expect(verify(bytes.subarray(0, length))).toMatchObject({ verdict: 'fail', claimed: 'no-verdict' });
    }
  });

  it('says which entry was changed', () => {
    const at = Buffer.from(bytes).indexOf('Spare.');
    const changed = Uint8Array.from(bytes);
    changed[at] = 'X'.charCodeAt(0);
    const found = problems(changed);
    expect(found[0]).toBe(
      'assay.toml: has been changed or damaged: its content does not have the checksum that the zip states',
    );
    expect(found[1]).toMatch(
      /^assay.toml: is not what SHA256SUMS says: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}$/,
    );
  });
});

describe('an entry', () => {
  it.each(['assay.toml', 'report/index.html', 'evidence/widgets.json', 'evidence/policy.json', 'inputs/widgets.txt'])(
    '%s is missed when it is removed, and everything else made to agree',
    (name) => {
      const found = problems(repacked(bytes, (entries) => entries.delete(name)));
      expect(found.filter((line) => line.startsWith(`${name}: is missing`))).toHaveLength(1);
    },
  );

  it('is refused when it is added', () => {
    const added = (name: string) => problems(repacked(bytes, (entries) => entries.set(name, 'x')));
    expect(added('README')).toEqual(['README: is not an entry that bundles have']);
    expect(added('inputs/extra')).toEqual(['inputs/extra: is an input that no evidence lists']);
    expect(added('evidence/a/b.json')).toEqual(['evidence/a/b.json: is not an entry that bundles have']);
    expect(added('evidence/widgets.facts.json')).toEqual([
      'evidence/widgets.facts.json: holds facts that its statement does not name',
    ]);
    expect(added('evidence/other.json')).toContain(
      'evidence/other.json: is evidence of a check that is not known: "other"',
    );
  });

  it('is refused when it is renamed', () => {
    const renamed = repacked(bytes, (entries) => {
      entries.set('inputs/gadgets.txt', entries.get('inputs/widgets.txt') ?? '');
      entries.delete('inputs/widgets.txt');
    });
    expect(problems(renamed)).toEqual([
      'inputs/widgets.txt: is missing; widgets read it',
      'inputs/gadgets.txt: is an input that no evidence lists',
    ]);
  });

  it('is refused when its contents are those of another', () => {
    const swapped = repacked(bytes, (entries) =>
      entries.set('evidence/policy.json', entries.get('evidence/widgets.json') ?? ''),
    );
    expect(problems(swapped)).toContain(
      'evidence/policy.json:predicate.check: is "widgets"; the entry\'s name says "policy"',
    );
  });

  it('is refused when an input is not the file that was read', () => {
    const changed = repacked(bytes, (entries) => entries.set('inputs/widgets.txt', 'none\n'));
    expect(problems(changed)).toEqual([
      `inputs/widgets.txt: is not the file that widgets read: its SHA-256 is ${sha256('none\n')}, not ${sha256(ASKED)}`,
    ]);
  });

  it('is refused when the report says something else', () => {
    const failing = bundle(bad);
    const passing = new TextDecoder().decode(readZip(bytes).entries.get('report/index.html'));
    const changed = repacked(failing, (entries) => entries.set('report/index.html', passing));
    expect(problems(changed)).toEqual([
      expect.stringMatching(/^report\/index.html: is not the report of this evidence: line \d+ differs$/),
    ]);
  });
});

describe('evidence that was edited, and every digest made to agree', () => {
  const widgetsOf = (made: Statement[]) => {
    const found = made.find(({ predicate }) => predicate.check === 'widgets');
    if (found === undefined) throw new Error('the sample has no widgets');
    return found.predicate;
  };

  it('is refused for a verdict that does not follow', () => {
    const changed = forged(bad, (made) => {
      widgetsOf(made).verdict = 'pass';
    });
    expect(problems(changed)).toEqual([
      'evidence/widgets.json:predicate.verdict: is pass; from its own findings and gaps follows fail (1 finding)',
    ]);
    expect(verify(changed)).toMatchObject({ verdict: 'fail', claimed: 'pass' });
  });

  it('is refused for a finding that was removed', () => {
    const changed = forged(bad, (made) => {
      Object.assign(widgetsOf(made), { findings: [], verdict: 'pass', reason: 'no findings' });
    });
    expect(problems(changed)).toEqual([
      expect.stringMatching(
        /^evidence\/widgets.json:predicate.findings: lack a finding that follows from the facts: widgets\/broken@/,
      ),
      'evidence/widgets.json:predicate.verdict: is pass; from its facts follows fail (1 finding)',
      'evidence/widgets.json:predicate.reason: is "no findings"; from its facts follows "1 finding"',
    ]);
  });

  it('is refused for a finding that was made milder', () => {
    const changed = forged(bad, (made) => {
      const predicate = widgetsOf(made);
      const findings = predicate.findings.map((finding) => ({ ...finding, severity: 'warning' as const }));
      Object.assign(predicate, { findings, verdict: 'pass', reason: 'no errors, 1 warning' });
    });
    expect(problems(changed)[0]).toMatch(
      /^evidence\/widgets.json:predicate.findings\[0\]: differs from what the facts give, in severity: widgets/,
    );
  });

  it('is refused for facts that no longer give its findings', () => {
    const changed = forged(bad, (made) => {
      widgetsOf(made).facts = { widgets: [{ name: 'bellows', broken: false }] };
    });
    expect(problems(changed)).toEqual([
      expect.stringMatching(/^evidence\/widgets.json:predicate.findings\[0\]: does not follow from the facts: widgets/),
      'evidence/widgets.json:predicate.verdict: is fail; from its facts follows pass (no findings)',
      'evidence/widgets.json:predicate.reason: is "1 finding"; from its facts follows "no findings"',
    ]);
  });

  it('is refused for facts that are not facts', () => {
    const changed = forged(bad, (made) => {
      widgetsOf(made).facts = { widgets: [{ name: 'bellows', broken: 'no' }] };
    });
    expect(problems(changed)).toContainEqual(
      expect.stringMatching(
        /^evidence\/widgets.json:predicate.facts.widgets\[0\].broken: is not what evidence has here/,
      ),
    );
  });

  it('is refused for a pass without facts', () => {
    const changed = forged({ facts: null, examined: 3 }, () => undefined);
    expect(problems(changed)).toContain('evidence/widgets.json:predicate.facts: are missing, and no gap says why');
  });

  it('is refused for a pass when nothing was examined', () => {
    const changed = forged({ widgets: [['anvil', false]] }, (made) => {
      widgetsOf(made).examined = 0;
    });
    expect(problems(changed)).toContain(
      'evidence/widgets.json:predicate.verdict: is pass; from its own findings and gaps follows no-verdict (nothing was examined)',
    );
  });

  it('is refused for a deviation that the policy does not have', () => {
    const deviation = { id: 'DEV-9', rationale: 'Because.', approvedBy: 'me', expires: '2027-01-01' };
    const changed = forged(bad, (made) => {
      const predicate = widgetsOf(made);
      const findings = predicate.findings.map((finding) => ({ ...finding, deviation }));
      Object.assign(predicate, { findings, verdict: 'pass', reason: 'no errors, 1 deviated' });
    });
    const found = problems(changed);
    expect(found).toContain(
      'evidence/widgets.json:predicate.findings[0].deviation: is "DEV-9", which assay.toml does not have',
    );
    expect(found).toContain(
      'evidence/widgets.json:predicate.verdict: is pass; from its facts follows fail (1 finding)',
    );
  });

  it('is refused for an expired deviation that was applied', () => {
    const expired: Sample = { ...good, deviations: [['DEV-1', 'bellows', '2026-01-31']] };
    const changed = forged(expired, (made) => {
      const predicate = widgetsOf(made);
      const deviation = { id: 'DEV-1', rationale: 'Spare.', approvedBy: 'safety', expires: '2026-01-31' };
      const findings = predicate.findings.map((finding) => ({ ...finding, deviation }));
      Object.assign(predicate, { findings, verdict: 'pass', reason: 'no errors, 1 deviated' });
    });
    expect(problems(changed)).toContain(
      'evidence/widgets.json:predicate.findings[0].deviation: is "DEV-1", which expired on 2026-01-31, before the evidence\'s own date, 2026-11-20',
    );
  });

  it('is refused for a deviation that was made to last longer', () => {
    const changed = forged(good, (made) => {
      for (const { deviation } of widgetsOf(made).findings) if (deviation !== null) deviation.expires = '2099-01-01';
    });
    expect(problems(changed)).toContainEqual(
      expect.stringMatching(/findings\[0\].deviation: is not "DEV-1" as assay.toml states it \(line 9\)$/),
    );
  });

  it('is refused when the policy check was not settled on these findings', () => {
    const changed = repacked(bytes, (entries) => {
      const other = new TextDecoder().decode(
        readZip(bundle({ ...good, widgets: [] })).entries.get('evidence/policy.json'),
      );
      entries.set('evidence/policy.json', other);
    });
    expect(problems(changed)).toContain(
      'evidence/policy.json:predicate.facts: does not follow from the policy and the findings of the other checks',
    );
  });

  it('is refused when the statements speak of different commits', () => {
    const changed = forged(good, (made) => {
      for (const item of made.slice(0, 1)) item.subject = [{ name: 'forge', digest: { gitCommit: 'decade' } }];
    });
    expect(problems(changed)).toEqual([
      'evidence/widgets.json:subject: is [{"digest":{"gitCommit":"decade"},"name":"forge"}], and evidence/policy.json says [{"digest":{"gitCommit":"c0ffee"},"name":"forge"}]',
    ]);
  });

  it('is refused under another policy', () => {
    const changed = repacked(bytes, (entries) => {
      entries.set('assay.toml', (entries.get('assay.toml') ?? '').replace('ASIL B', 'QM'));
    });
    const found = problems(changed);
    for (const check of ['widgets', 'policy']) {
      expect(found).toContainEqual(
        expect.stringMatching(`^evidence/${check}.json:predicate.inputs: does not list the policy that`),
      );
      expect(found).toContainEqual(expect.stringMatching(`^evidence/${check}.json:predicate.project: is .*ASIL B.*QM`));
    }
  });

  it('is refused under a policy that is none', () => {
    const changed = repacked(bytes, (entries) => entries.set('assay.toml', '[project\n'));
    expect(problems(changed)).toContainEqual(
      expect.stringMatching(/^assay.toml: is not a policy in order: assay.toml:2:1: /),
    );
  });
});

describe('a check that not every policy asks for', () => {
  const asked: Sample = { ...good, gadgets: { wanted: true, ran: true } };
  const notAsked: Sample = { ...good, gadgets: { wanted: false, ran: false } };
  const without = (changed: Uint8Array) => problems(changed, wider);

  it('is in the bundle where the policy asks for it', () => {
    expect(verify(bundle(asked), wider)).toMatchObject({ verdict: 'pass', problems: [], notes: [] });
  });

  it('is not missed where the policy does not, and its silence is told', () => {
    expect(verify(bundle(notAsked), wider)).toMatchObject({
      verdict: 'pass',
      problems: [],
      notes: ['not asked for by the policy: gadgets'],
    });
  });

  it('is named in the report, once, and a report that does not is refused', () => {
    const bytes = bundle(notAsked);
    const said = 'Checks not asked for by the policy: gadgets.';
    expect(new TextDecoder().decode(readZip(bytes).entries.get('report/index.html')).split(said)).toHaveLength(2);
    const silent = repacked(bytes, (entries) => {
      entries.set('report/index.html', (entries.get('report/index.html') ?? '').replace(said, ''));
    });
    expect(without(silent)).toEqual([
      expect.stringMatching(/^report\/index.html: is not the report of this evidence: line \d+ differs$/),
    ]);
  });

  it('leaves the check policy to be judged again on the others', () => {
    const changed = repacked(bundle(notAsked), (entries) => {
      const other = readZip(bundle({ ...notAsked, widgets: [] })).entries.get('evidence/policy.json');
      entries.set('evidence/policy.json', new TextDecoder().decode(other));
    });
    expect(without(changed)).toContain(
      'evidence/policy.json:predicate.facts: does not follow from the policy and the findings of the other checks',
    );
  });

  it('is missed when its evidence was removed, and everything else made to agree', () => {
    const changed = repacked(bundle(asked), (entries) => entries.delete('evidence/gadgets.json'));
    expect(without(changed)).toContain('evidence/gadgets.json: is missing: the check gadgets left no evidence');
    expect(verify(changed, wider)).toMatchObject({ verdict: 'fail' });
  });

  it('is missed when it never ran', () => {
    expect(without(bundle({ ...asked, gadgets: { wanted: true, ran: false } }))).toEqual([
      'evidence/gadgets.json: is missing: the check gadgets left no evidence',
    ]);
  });

  it('is refused where the policy does not ask for it', () => {
    expect(without(bundle({ ...asked, gadgets: { wanted: false, ran: true } }))).toEqual([
      'evidence/gadgets.json: is evidence of a check that assay.toml does not ask for: gadgets',
    ]);
  });

  it('is not got rid of by another policy: every statement names the one that it was made under', () => {
    const changed = repacked(bundle(asked), (entries) => {
      entries.delete('evidence/gadgets.json');
      entries.set('assay.toml', (entries.get('assay.toml') ?? '').replace('wanted = true', 'wanted = false'));
    });
    for (const check of ['widgets', 'policy']) {
      expect(without(changed)).toContainEqual(
        expect.stringMatching(`^evidence/${check}.json:predicate.inputs: does not list the policy that`),
      );
    }
  });

  it('is a doubt where another version asks for it', () => {
    const changed = repacked(bundle(asked), (entries) => entries.delete('evidence/gadgets.json'));
    const { verdict, doubts } = verify(changed, { ...wider, version: '0.2.0' });
    expect(verdict).not.toBe('pass');
    expect(doubts).toContainEqual({
      where: 'evidence/gadgets.json',
      what: 'is missing: the check gadgets left no evidence',
      remedy: 'run assay gadgets on the same commit and with the same policy, and make the bundle again',
    });
  });

  it('is neither missed nor refused where the policy cannot be read, which is refused itself', () => {
    for (const sample of [asked, notAsked]) {
      const found = without(repacked(bundle(sample), (entries) => entries.set('assay.toml', '[project\n')));
      expect(found).toContainEqual(expect.stringMatching(/^assay.toml: is not a policy in order/));
      expect(found.filter((line) => line.startsWith('evidence/gadgets.json: is'))).toEqual([]);
    }
  });

  it('is expected of every policy when the others cannot be worked out', () => {
    const throwing = {
      ...widgets,
      name: 'gizmos',
      isAsked: () => {
        throw new Error('no such level');
      },
    };
    const found = problems(bytes, { ...wider, checks: [...wider.checks, throwing] });
    expect(found).toContain('assay.toml: does not say which checks it asks for: no such level');
  });
});

describe('the report of marked sources', () => {
  const sample: Sample = { ...good, gadgets: { wanted: true, ran: true } };

  it('shows their text, out of the copies in the bundle', () => {
    const report = new TextDecoder().decode(readZip(bundle(sample)).entries.get('report/index.html'));
    expect(report).toContain('a b c');
    expect(problems(bundle(sample), wider)).toEqual([]);
  });

  it('is refused when it shows another text', () => {
    const changed = repacked(bundle(sample), (entries) => {
      entries.set('report/index.html', (entries.get('report/index.html') ?? '').replace('a b c', 'a b d'));
    });
    expect(problems(changed, wider)).toEqual([
      expect.stringMatching(/^report\/index.html: is not the report of this evidence: line \d+ differs$/),
    ]);
  });
});

describe('JSON that somebody else wrote', () => {
  const edited = (change: (text: string) => string) =>
    problems(
      repacked(bytes, (entries) => {
        entries.set('evidence/widgets.json', change(entries.get('evidence/widgets.json') ?? ''));
      }),
    ).filter((line) => line.startsWith('evidence/widgets.json'));

  it('is refused when it is none, or in another form', () => {
    expect(edited(() => '{')).toEqual(['evidence/widgets.json: is not JSON']);
    expect(edited((text) => JSON.stringify(JSON.parse(text)))).toEqual([
      'evidence/widgets.json: is not in the form that Assay writes (line 1): keys in order, each once',
    ]);
  });

  it('is refused when a key stands twice', () => {
    expect(edited((text) => text.replace('"asOf"', '"asOf": "2020-01-01",\n    "asOf"'))[0]).toMatch(
      /is not in the form that Assay writes \(line \d+\)/,
    );
  });

  it('is refused with a key __proto__, or when it nests without end', () => {
    const poisoned = (text: string) =>
      canonicalJson(JSON.parse(text.replace('"facts": {', '"facts": {"__proto__": {"x": 1},')));
    expect(edited(poisoned)).toEqual(['evidence/widgets.json: has a key "__proto__", which no evidence has']);
    expect(edited(() => '['.repeat(200_000) + ']'.repeat(200_000))).toEqual([
      'evidence/widgets.json: nests deeper than 100 levels',
    ]);
  });

  it('is refused with every fault against the schema, each with its path', () => {
    const wrong = (text: string) => {
      const value = JSON.parse(text);
      value.predicate.examined = -1;
      value.predicate.findings[0].severity = 'fatal';
      return canonicalJson(value);
    };
    expect(edited(wrong).map((line) => line.split(': ')[0])).toEqual([
      'evidence/widgets.json:predicate.examined',
      'evidence/widgets.json:predicate.findings[0].severity',
    ]);
  });
});

describe('time', () => {
  it('is refused from the future, but for a day', () => {
    expect(problems(bytes, { today: '2026-11-19' })).toEqual([]);
    expect(problems(bytes, { today: '2026-11-18' })).toHaveLength(2);
  });

  it('is told where a deviation has expired since', () => {
    expect(verify(bytes, { today: '2030-01-01' })).toMatchObject({
      verdict: 'pass',
      lapsed: [{ id: 'DEV-1' }],
      notes: ['deviation DEV-1 held when the evidence was made and expired on 2027-01-31'],
    });
  });
});

describe('another version of Assay', () => {
  const newer = { version: '0.2.0' };

  it('confirms what it judges alike', () => {
    const { verdict, problems: found, doubts, notes } = verify(bytes, newer);
    expect({ verdict, found, doubts }).toEqual({ verdict: 'pass', found: [], doubts: [] });
    expect(notes).toHaveLength(3);
  });

  it('has no verdict where it judges worse', () => {
    const changed = forged(good, (made) => {
      const [first] = made;
      if (first !== undefined) first.predicate = { ...first.predicate, findings: [], reason: 'no findings' };
      if (first !== undefined) first.predicate.facts = { widgets: [{ name: 'x', broken: true }] };
    });
    expect(verify(changed, newer)).toMatchObject({
      verdict: 'no-verdict',
      problems: [],
      doubts: [
        {
          where: 'evidence/widgets.json:predicate.verdict',
          what: 'is pass; this version of Assay judges fail (1 finding)',
        },
        {},
      ],
    });
  });

  it('has no verdict where evidence is missing that it would expect, or facts are that it cannot read', () => {
    const missing = verify(
      repacked(bytes, (entries) => entries.delete('evidence/widgets.json')),
      newer,
    );
    expect(missing.doubts).toContainEqual(
      expect.objectContaining({
        where: 'evidence/widgets.json',
        what: 'is missing: the check widgets left no evidence',
      }),
    );
    expect(missing.verdict).not.toBe('pass');
    const changed = forged(bad, (made) => {
      for (const { predicate } of made.slice(0, 1)) {
        Object.assign(predicate, { facts: { gadgets: [] }, findings: [], verdict: 'pass', reason: 'no findings' });
      }
    });
    expect(verify(changed, newer)).toMatchObject({ verdict: 'no-verdict', problems: [] });
  });

  it('still refuses a verdict that does not follow from its own findings', () => {
    const changed = forged(bad, (made) => {
      for (const { predicate } of made) predicate.verdict = 'pass';
    });
    expect(verify(changed, newer)).toMatchObject({
      verdict: 'fail',
      problems: [{ where: 'evidence/widgets.json:predicate.verdict' }],
    });
  });
});

describe('inputs', () => {
  it('are copied when they stand in the workspace, and never the policy', () => {
    const made = structuredClone(statements(good));
    for (const { predicate } of made.slice(0, 1)) {
      const paths = ['../Cargo.toml', '~/x', '<outside>/y', '/etc/passwd', 'a\\b', 'src/main.rs'];
      predicate.inputs.push(...paths.map((path) => ({ path, sha256: '0'.repeat(64) })));
    }
    expect(bundledInputs(made).map(({ path }) => path)).toEqual(['src/main.rs', 'widgets.txt']);
  });

  it('that are one file where case does not count are refused', () => {
    const content = new Uint8Array();
    const inputs = [
      { path: 'README', content },
      { path: 'readme', content },
    ];
    expect(() => buildBundle({ ...parts(good), inputs })).toThrow(/"inputs\/readme" and "inputs\/README" are one file/);
  });
});
