// Leaves a file that says what would be attested, where the real action leaves a Sigstore bundle: build provenance, because no predicate is given.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

const subject = input('subject-path');
const sha256 = createHash('sha256').update(readFileSync(subject)).digest('hex');
const file = join(mkdtempSync(join(tmpdir(), 'attest-')), 'attestation.json');
writeFileSync(
  file,
  JSON.stringify({
    subject: [{ name: basename(subject), digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
  }),
);
appendFileSync(process.env.GITHUB_OUTPUT, `bundle-path=${file}\nattestation-url=https://example.com/attestations/1\n`);
