import { checkAction, outputPath } from '@assay/action-kit';

/** Do the tests reach what the integrity level of each member asks for? */
export const action = checkAction({
  name: 'collect-coverage',
  check: 'coverage',
  inputs: { base: { default: '' } },
  hasWhen: true,
  outputs: ['lcov', 'line', 'branch', 'condition', 'mcdc'],
  describe: () => ({ lcov: '', line: '', branch: '', condition: '', mcdc: '' }),
  command: ({ base }) => (base === '' ? undefined : { base }),
  async follow(_inputs, _host, _request, { statement, products }) {
    const { coverageInPercent } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const figures = coverageInPercent(statement);
    // What is written then says zero where nobody looked.
    if (figures === undefined) return undefined;
    const { statement: line, decision: branch, condition, mcdc } = figures;
    const lcov = products.find(({ name }) => name === 'lcov.info');
    return {
      outputs: { lcov: lcov === undefined ? '' : outputPath(lcov.path), line, branch, condition, mcdc },
      notes: [],
      addendum: '',
    };
  },
});
