import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';
import { makeLargeBundle } from './large-bundle.mjs';
import { assay, limit, measure, section } from './measure.mjs';

/** Verifying large bundles, beside the tools that can say less of them. @param {string} scratch */
export async function verify(scratch) {
  const workspace = join(scratch, 'motor-controller');
  cpSync(join(root, 'examples/motor-controller'), workspace, {
    recursive: true,
    filter: (file) => !/[\\/]target$/.test(file),
  });
  // No level that asks for coverage: collecting it is measured by itself.
  const policy = join(workspace, 'assay.toml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replaceAll(/"ASIL [A-D]"/g, '"QM"'));
  const inputs = await measured(scratch, workspace, 'inputs', { bytes: 100_000_000 });
  const facts = await measured(scratch, workspace, 'facts', { packages: 700_000 }, FEW);
  return [
    section('Verifying a bundle of 100 MB', inputs, [
      limit(...inputs, 2, '`assay verify` against `unzip -t` and `sha256sum`'),
    ]),
    section('Verifying a bundle of 100 MB that is facts and the report of them', facts, [
      limit(
        ...facts,
        2,
        '`assay verify`, which runs the rules and writes the report again, against `unzip -t` and `sha256sum`',
      ),
    ]),
  ].join('\n');
}

/** Runs of what takes seconds. */
const FEW = 5;

/** Verifying a bundle of the sample that is so large, and the tools beside it. */
async function measured(scratch, workspace, name, size, runs) {
  const bundle = join(scratch, `${name}.zip`);
  await makeLargeBundle({ workspace, file: bundle, ...size });
  const contents = join(scratch, name);
  execFileSync('unzip', ['-qq', bundle, '-d', contents]);
  const floor = `unzip -tqq '${bundle}' && cd '${contents}' && sha256sum --quiet -c SHA256SUMS`;
  return measure(
    [
      { name: '`assay verify`', command: [...assay, 'verify', bundle], cwd: scratch },
      { name: '`unzip -t` and `sha256sum -c`', command: ['sh', '-c', floor], cwd: scratch },
    ],
    runs,
  );
}
