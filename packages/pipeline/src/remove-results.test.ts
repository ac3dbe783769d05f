import { sha256 } from '@assay/evidence';
import { expect, it } from 'vitest';
import { removeResults } from './remove-results.js';
import { memoryHost } from './testing/memory-host.js';

const paths = { report: '/w/target/assay/report/index.html', bundle: '/w/target/assay/bundle.zip' };
const signature = `${paths.bundle}.sigstore.json`;

it('removes what an earlier run made, and a signature that has lost its bundle', async () => {
  const { host, files } = memoryHost({ [paths.report]: 'page', [signature]: 'signature', '/w/mine': 'mine' });
  await removeResults(host, paths);
  expect([...files.keys()]).toEqual(['/w/mine']);
});

it('keeps a bundle that was signed, with its signature, where neither passes for the next', async () => {
  const { host, files, deeds } = memoryHost({ [paths.bundle]: 'bundle', [signature]: 'signature' });
  await removeResults(host, paths);
  const folder = `/w/target/assay/signed/${sha256('signature').slice(0, 16)}`;
  expect(Object.fromEntries(files)).toEqual({
    [`${folder}/bundle.zip`]: 'bundle',
    [`${folder}/bundle.zip.sigstore.json`]: 'signature',
  });
  expect(deeds.indexOf(`write ${folder}/bundle.zip`)).toBeLessThan(deeds.indexOf(`remove ${paths.bundle}`));
});
