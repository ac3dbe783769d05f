import { expect, it } from 'vitest';
import { describeVerification, verificationJson } from './describe.js';
import { bundle, good, repacked, verify } from './testing/sample.js';

const bytes = bundle(good);

it('shows an intact bundle in lines', () => {
  const verification = verify(bytes);
  expect(describeVerification(verification).split('\n')).toEqual([
    'pass: the bundle is intact, and its evidence says so',
    '',
    'project   forge, ISO 26262, ASIL B',
    'subject   gitCommit c0ffee',
    'as of     2026-11-20, by Assay 0.1.0',
    'evidence  widgets: pass, no errors, 1 deviated, 3 examined',
    'evidence  policy: pass, no findings, 2 examined',
    `bundle    sha256 ${verification.sha256}`,
    '',
  ]);
});

it('shows every problem, its place and its remedy', () => {
  const text = describeVerification(verify(new Uint8Array()));
  expect(text).toContain('fail: the bundle is not what it claims: 1 problem\n');
  expect(text).toContain('  bundle: is an empty file\n    fetch the bundle again from where it is kept\n');
});

it('lets nothing out of a bundle steer a terminal or a runner', () => {
  const name = 'inputs/::error::\u202e';
  const text = describeVerification(verify(repacked(bytes, (entries) => entries.set(name, 'x'))));
  expect(text).toContain('inputs/::error::\\u{202e}: is an input that no evidence lists');
  expect(text).not.toContain('\u202e');
});

it('counts the problems that it does not show', () => {
  const many = repacked(bytes, (entries) => {
    for (let index = 0; index < 120; index++) entries.set(`inputs/x${index}`, 'x');
  });
  const text = describeVerification(verify(many));
  expect(text).toContain('\n120 problems:\n');
  expect(text).toContain('\n  and 20 more\n');
});

it('writes JSON with the same contents, and without facts', () => {
  const document = JSON.parse(verificationJson(verify(bytes)));
  expect(document).toMatchObject({ verdict: 'pass', problems: [], project: { name: 'forge' } });
  expect(document.evidence).toEqual([
    { check: 'widgets', verdict: 'pass', reason: 'no errors, 1 deviated', examined: 3, findings: 1, gaps: 0 },
    { check: 'policy', verdict: 'pass', reason: 'no findings', examined: 2, findings: 0, gaps: 0 },
  ]);
});
