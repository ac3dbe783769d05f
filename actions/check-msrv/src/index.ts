import { checkAction, factWord } from '@assay/action-kit';

/** Does every locked package build with the baseline? */
export const action = checkAction({
  name: 'check-msrv',
  check: 'msrv',
  outputs: ['baseline'],
  describe: (statement) => ({ baseline: factWord(statement, 'baseline', 'rust') }),
});
