import { commonInputs, defineAction, inDirectory, readWhen, whenInput } from '@assay/action-kit';
import { count } from '@assay/evidence';
import { workspaceRoot } from '@assay/pipeline/workspace-root';

const { 'working-directory': workingDirectory, policy } = commonInputs;

/** Which jobs try the targets of the policy, and what evidence they owe? It judges nothing. */
export const action = defineAction({
  name: 'plan-targets',
  inputs: { 'working-directory': workingDirectory, policy, 'runs-on': { default: 'ubuntu-24.04' }, ...whenInput },
  outputs: ['matrix', 'expected', 'asked'],
  async run(inputs, host) {
    const directory = inputs['working-directory'];
    await workspaceRoot(host, directory);
    const onlyIfAsked = readWhen(inputs) === 'asked';
    const { describeRunner, planOutputs, planTargetsIfAsked, planWorkspaceTargets } = await import(
      /* webpackMode: "eager" */ '@assay/pipeline'
    );
    const request = {
      workspace: directory,
      policy: inDirectory(directory, inputs.policy),
      runsOn: inputs['runs-on'],
    };
    const plan = await (onlyIfAsked ? planTargetsIfAsked : planWorkspaceTargets)(host, request);
    if (plan === undefined) {
      // Said in a word of its own: an output that GitHub withholds, because a secret stands in it, is empty too.
      const outputs = { matrix: '', expected: '[]', asked: 'false' };
      return { notAsked: 'the policy names no target', outputs };
    }
    const jobs = plan.include.map(({ name, 'runs-on': runner }) => `${name}: on ${describeRunner(runner)}`);
    const total = `${count(plan.expected.length, 'target')} in ${count(plan.include.length, 'job')}`;
    return { answer: [...jobs, total], outputs: { ...planOutputs(plan), asked: 'true' } };
  },
});
