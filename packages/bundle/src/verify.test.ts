import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalJson, type Statement, sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { buildBundle, bundledInputs } from './build.js';
import {
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
      reason: 'the bundle is intact; what its evidence says is fail',
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
    const small = buildBundle({ ...parts(good), report: '<!doctype html>', guide: '#' }).bytes;
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

describe('a bundle that was packed again by another program', () => {
  /** The bundle unpacked, changed, and zipped by Python in the way that the script says; `z` is the zip, `files` are the paths in it. */
  function zippedAgain(script: string, change?: (folder: string) => void): Uint8Array {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-again-'));
    try {
      writeFileSync(path.join(folder, 'bundle.zip'), bytes);
      execFileSync('unzip', ['-q', 'bundle.zip', '-d', 'unpacked'], { cwd: folder });
      change?.(path.join(folder, 'unpacked'));
      execFileSync('python3', ['-c', script, path.join(folder, 'again')], { cwd: path.join(folder, 'unpacked') });
      return readFileSync(path.join(folder, 'again.zip'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const ARCHIVE = 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", ".")';
  const STORED = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1] + ".zip", "w") as z:
    for folder, _, files in os.walk("."):
        for file in files:
            z.write(os.path.join(folder, file))
`;
  const STREAMED = `
import os, sys, zipfile
class Pipe:
    def __init__(self, file): self.write, self.flush = file.write, file.flush
with open(sys.argv[1] + ".zip", "wb") as file, zipfile.ZipFile(Pipe(file), "w") as z:
    for folder, _, files in os.walk("."):
        for name in sorted(files):
            z.write(os.path.join(folder, name))
`;

  it.each([
    ['compressed, with folders', ARCHIVE, /^of 10 entries 7 compressed, 3 for folders\b.*; what is compressed was not/],
    ['stored', STORED, /^of 7 entries (\d out of order, )?7 with other headers$/],
    ['as a stream', STREAMED, /^of 7 entries (\d out of order, )?7 after a data descriptor, 7 with other headers$/],
  ])('is refused with one problem, which says so: %s', (_, script, counts) => {
    const { verdict, problems: found } = verify(zippedAgain(script));
    expect({ verdict, count: found.length }).toEqual({ verdict: 'fail', count: 1 });
    const [, inner = '', unread = ''] =
      /^was packed again by another program \((.*)\)(.*)$/.exec(found[0]?.what ?? '') ?? [];
    expect(inner + unread).toMatch(counts);
    expect(found[0]?.remedy).toBe('fetch the original file; do not unpack a bundle and zip it again');
  });

  it('is refused for what was changed in it too', () => {
    const edit = (folder: string) => {
      const file = path.join(folder, 'inputs/widgets.txt');
      writeFileSync(file, `${readFileSync(file, 'utf8')}more\n`);
    };
    const [lead, ...others] = problems(zippedAgain(STREAMED, edit));
    expect(lead).toMatch(/^bundle: was packed again by another program/);
    expect(others).toEqual([
      expect.stringMatching(/^inputs\/widgets.txt: is not what SHA256SUMS says/),
      expect.stringMatching(/^inputs\/widgets.txt: is not the file that widgets read/),
    ]);
  });
});

describe('a bundle with more problems than anybody reads', () => {
  it('is refused for all of them: inputs that are not there', { timeout: 60_000 }, () => {
    const digest = '0'.repeat(64);
    const changed = forged(good, ([first]) => {
      if (first === undefined) return;
      const path = (index: number) => `x/${String(index).padStart(6, '0')}`;
      const many = Array.from({ length: 150_000 }, (_, index) => ({ path: path(index), sha256: digest }));
      first.predicate.inputs = first.predicate.inputs.concat(many);
    });
    const found = problems(changed);
    expect(found).toHaveLength(150_000);
    expect(found.at(-1)).toBe('inputs/x/149999: is missing; widgets read it');
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

  it('says in its reason what it could not compare', () => {
    expect(verify(bytes, newer).reason).toBe(
      'the bundle is intact, and its evidence says so; report/index.html and VERIFY.md, which another version of Assay wrote, could not be compared with it',
    );
  });

  it('has no verdict where a finding is missing that it draws, deviated though it is, or a rule that it applies', () => {
    const doubts = (change: (predicate: Statement['predicate']) => void) => {
      const changed = forged(good, (made) => made.slice(0, 1).forEach(({ predicate }) => void change(predicate)));
      const found = verify(changed, newer);
      return [found.verdict, ...found.doubts.map(({ where }) => where)];
    };
    expect(doubts((predicate) => Object.assign(predicate, { findings: [], reason: 'no findings' }))).toEqual([
      'no-verdict',
      'evidence/widgets.json:predicate.findings',
    ]);
    const rules = ['no-verdict', 'evidence/widgets.json:predicate.rules'];
    expect(doubts((predicate) => Object.assign(predicate, { rules: [] }))).toEqual(rules);
    const notApplied = { applied: false, because: 'so it is' } as const;
    expect(
      doubts((predicate) => {
        predicate.rules = predicate.rules.map(({ id }) => ({ id, ...notApplied }));
      }),
    ).toEqual(rules);
  });

  it('has no verdict where the Assay in the bundle has files by names that it does not know', () => {
    const shipped = new Map([['assay.js', '0'.repeat(64)]]);
    const held = (file: string) => {
      const changed = repacked(bytes, (entries) => entries.set(`assay/${file}`, 'x'));
      const { verdict, doubts } = verify(changed, { ...newer, shipped });
      return { verdict, doubts: doubts.map(({ where }) => where) };
    };
    expect(held('assay.js')).toEqual({ verdict: 'pass', doubts: [] });
    expect(held('evil.exe')).toEqual({ verdict: 'no-verdict', doubts: ['assay/evil.exe'] });
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
        { where: 'evidence/policy.json:predicate.verdict' },
        { where: 'evidence/widgets.json:predicate.findings' },
        { where: 'evidence/policy.json:predicate.findings' },
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
