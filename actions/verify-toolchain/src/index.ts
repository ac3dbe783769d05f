import { checkAction, factWord, readSwitch } from '@assay/action-kit';
import { count, type Statement } from '@assay/evidence';

/** Is the compiler that runs the release that the repository pins, and was it so until the job ended? */
export const action = checkAction({
  name: 'verify-toolchain',
  check: 'toolchain',
  inputs: { install: { default: 'false' } },
  outputs: ['toolchain', 'rustc-version', 'host'],
  describe: (statement) => ({
    toolchain: factWord(statement, 'pin', 'channel'),
    'rustc-version': factWord(statement, 'rustc', 'release'),
    host: factWord(statement, 'rustc', 'host'),
  }),
  async prepare(inputs, world) {
    if (!readSwitch(inputs, 'install')) return;
    const { installToolchain } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    await installToolchain(world);
  },
  watch: {
    nothing:
      'nothing was watched, because the first step ended early or found no assay.lock to hold the toolchain against',
    unchanged,
  },
});

function unchanged(statement: Statement): string | undefined {
  const files = factWord(statement, 'atEnd', 'files');
  const { findings } = statement.predicate;
  if (files === '' || findings.some(({ rule }) => rule === 'toolchain/changed-during-job')) return undefined;
  const again = factWord(statement, 'atEnd', 'rehashed') === 'true';
  const how = again
    ? 'all were hashed again'
    : 'those whose size, mode, inode and times are the same were not hashed again';
  return `${count(Number(files), 'file')} of the toolchain stayed as they were while the job ran; ${how}`;
}
