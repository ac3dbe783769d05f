import { checkAction, factWord } from '@assay/action-kit';

/** Is the compiler that runs the release that the repository pins? */
export const action = checkAction({
  name: 'verify-toolchain',
  check: 'toolchain',
  outputs: ['toolchain', 'rustc-version', 'host'],
  describe: (statement) => ({
    toolchain: factWord(statement, 'pin', 'channel'),
    'rustc-version': factWord(statement, 'rustc', 'release'),
    host: factWord(statement, 'rustc', 'host'),
  }),
});
