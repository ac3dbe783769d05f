import { type Action, runOnRunner, runPostOnRunner } from '@assay/action-kit';

/**
 * The actions, by the names of their folders. Loaded one at a time, so that a step pays for its own action only; all of them
 * stand in the bundle that ships.
 */
export const actions: Readonly<Record<string, () => Promise<Action>>> = {
  'verify-toolchain': async () => (await import(/* webpackMode: "eager" */ './verify-toolchain/src/index.js')).action,
  'check-msrv': async () => (await import(/* webpackMode: "eager" */ './check-msrv/src/index.js')).action,
  'collect-coverage': async () => (await import(/* webpackMode: "eager" */ './collect-coverage/src/index.js')).action,
  'plan-targets': async () => (await import(/* webpackMode: "eager" */ './plan-targets/src/index.js')).action,
  'gate-target': async () => (await import(/* webpackMode: "eager" */ './gate-target/src/index.js')).action,
  'bundle-evidence': async () => (await import(/* webpackMode: "eager" */ './bundle-evidence/src/index.js')).action,
  'verify-evidence': async () => (await import(/* webpackMode: "eager" */ './verify-evidence/src/index.js')).action,
};

/** Runs an action as a step of a workflow. Each action's `dist/main.js` calls it with its own name. */
export async function runAction(name: string): Promise<void> {
  await runOnRunner(await load(name));
}

/** Runs an action's second half, when the rest of the job has run. The `dist/post.js` of an action that has one calls it likewise. */
export async function runPost(name: string): Promise<void> {
  await runPostOnRunner(await load(name));
}

function load(name: string): Promise<Action> {
  const action = actions[name];
  if (action === undefined) throw new Error(`there is no action ${name}`);
  return action();
}
