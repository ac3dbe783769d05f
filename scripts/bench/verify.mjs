import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';
import { makeLargeBundle } from './large-bundle.mjs';
import { assay, limit, measure, section } from './measure.mjs';

/** Verifying a large bundle, beside the tools that can say less of it. @param {string} scratch */
export async function verify(scratch) {
  const workspace = join(scratch, 'motor-controller');
  cpSync(join(root, 'examples/motor-controller'), workspace, {
    recursive: true,
    filter: (file) => !/[\\/]target$/.test(file),
  });
  // No level that asks for coverage: collecting it is measured by itself.
  const policy = join(workspace, 'assay.toml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replaceAll(/"ASIL [A-D]"/g, '"QM"'));
  const bundle = await largeBundle(workspace, scratch);
  const contents = join(scratch, 'contents');
  execFileSync('unzip', ['-qq', bundle, '-d', contents]);
  const floor = `unzip -tqq '${bundle}' && cd '${contents}' && sha256sum --quiet -c SHA256SUMS`;
  const [own, tools] = await measure([
    { name: '`assay verify`', command: [process.execPath, assay[1], 'verify', bundle], cwd: scratch },
    { name: '`unzip -t` and `sha256sum -c`', command: ['sh', '-c', floor], cwd: scratch },
  ]);
  return section(
    'Verifying a bundle of 100 MB',
    [own, tools],
    [limit(own, tools, 2, '`assay verify` against `unzip -t` and `sha256sum`')],
  );
}

/** A bundle of the sample whose evidence also rests on 100 MB of the workspace's files, as a check of large inputs would. */
async function largeBundle(workspace, scratch) {
  const file = join(scratch, 'bundle.zip');
  await makeLargeBundle({ workspace, file, bytes: 100_000_000 });
  return file;
}
