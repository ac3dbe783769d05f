import type { VerifiedSignature } from '@assay/evidence';
import { expect, it } from 'vitest';
import { withSignature } from './conclude.js';
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

const admittedBy = { table: 'key', name: 'release', at: { path: 'assay-trust.toml', line: 3, column: 3 } } as const;
const predicateType = 'https://assay-rs.github.io/bundle/v1';
const byKey: VerifiedSignature = {
  ...{ admittedBy, predicateType },
  signer: { kind: 'key', algorithm: 'Ed25519', sha256: 'ab'.repeat(32) },
  time: { at: '2026-11-23T10:00:00.000Z', by: 'timestamp authority Example TSA' },
};
const vouched = (signature?: VerifiedSignature, problems: { where: string; what: string }[] = []) =>
  withSignature(verify(bytes), { ...(signature === undefined ? {} : { signature }), problems, notes: ['a note'] });

it('shows who vouches for a bundle, when, and by which entry', () => {
  const verification = vouched(byKey);
  expect(verification).toMatchObject({ verdict: 'pass', signature: byKey, notes: ['a note'] });
  expect(describeVerification(verification)).toContain(`
signed    by the key release, at 2026-11-23T10:00:00.000Z (timestamp authority Example TSA)
key       Ed25519, sha256 ${'ab'.repeat(32)}
          statement https://assay-rs.github.io/bundle/v1
admitted  by [[key]] release, assay-trust.toml:3:3
`);
  expect(describeVerification(vouched({ ...byKey, time: null }))).toContain(
    'release, at a time that no trusted clock tells',
  );
  expect(JSON.parse(verificationJson(verification)).signature).toEqual(byKey);
});

it('shows a workflow that vouches, the repository that called it, and nothing that a terminal would obey', () => {
  const signer = {
    kind: 'workflow',
    issuer: 'https://issuer.example',
    workflow: 'https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1',
    repository: 'https://github.com/acme/motor',
    commit: 'c0ffee',
    run: 'https://github.com/acme/motor/\u001b[31m',
  } as const;
  const text = describeVerification(vouched({ ...byKey, signer, admittedBy: { ...admittedBy, table: 'sigstore' } }));
  expect(text).toContain(`
signed    by https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1, at 2026-11-23T10:00:00.000Z (timestamp authority Example TSA)
          for https://github.com/acme/motor
          commit c0ffee
`);
  expect(text).toContain('admitted  by [[sigstore]] release');
  expect(text).not.toContain('\u001b');
});

it('fails a bundle for which nobody vouches, and says that it is intact', () => {
  const verification = vouched(undefined, [{ where: 'signature', what: 'is not there' }]);
  expect(verification.verdict).toBe('fail');
  expect(describeVerification(verification)).toContain(
    'fail: the bundle is intact, and nobody who is trusted vouches for it: 1 problem\n\n1 problem:\n  signature: is not there\n',
  );
});

it('fails a bundle that is not what it claims, whoever vouches for it', () => {
  const broken = withSignature(verify(new Uint8Array()), { signature: byKey, problems: [], notes: [] });
  expect(broken).toMatchObject({ verdict: 'fail', reason: 'the bundle is not what it claims: 1 problem' });
});
