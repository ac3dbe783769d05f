import { checkAction, factWord, outputPath, readSwitch } from '@assay/action-kit';

/** Does every package that is built fit the baseline; and, when asked, which lock file would? */
export const action = checkAction({
  name: 'check-msrv',
  check: 'msrv',
  inputs: { install: { default: 'false' }, plan: { default: 'false' } },
  outputs: ['baseline', 'plan', 'lockfile'],
  describe: (statement) => ({ baseline: factWord(statement, 'baseline', 'rust'), plan: '', lockfile: '' }),
  command: (inputs) => (readSwitch(inputs, 'install') ? { 'install-baseline': true } : undefined),
  async follow(inputs, host, request) {
    if (!readSwitch(inputs, 'plan')) return undefined;
    const { planForSummary } = await import(/* webpackMode: "eager" */ '@assay/pipeline');
    const { planPath, lockPath, words, markdown } = await planForSummary(host, request);
    return {
      outputs: { plan: outputPath(planPath), lockfile: lockPath === undefined ? '' : outputPath(lockPath) },
      notes: words,
      addendum: markdown,
    };
  },
});
