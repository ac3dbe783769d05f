import { checkAction, factText } from '@assay/action-kit';

/** Is the compiler that runs the release that the repository pins? */
export const action = checkAction({
  name: 'verify-toolchain',
  check: 'toolchain',
  outputs: ['toolchain', 'rustc-version', 'host'],
  describe: (statement) => ({
    toolchain: factText(statement, 'pin', 'channel'),
    'rustc-version': factText(statement, 'rustc', 'release'),
    host: factText(statement, 'rustc', 'host'),
  }),
});
