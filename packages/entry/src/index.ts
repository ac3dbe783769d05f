import { isProgram } from '@assay/host/program';

/**
 * Where everything that ships begins. Started as a program it is the `assay` command; imported by an action's `dist/main.js`
 * or `dist/post.js` it offers these functions. Each part is loaded only when it is asked for.
 */
export async function runAction(name: string): Promise<void> {
  const actions = await import(/* webpackMode: "eager" */ '@assay/actions');
  await actions.runAction(name);
}

/** The action's second half, when the rest of the job has run. */
export async function runPost(name: string): Promise<void> {
  const actions = await import(/* webpackMode: "eager" */ '@assay/actions');
  await actions.runPost(name);
}

if (isProgram(import.meta.url)) {
  const { main } = await import(/* webpackMode: "eager" */ '@assay/cli');
  // Not process.exit: what is still on its way to a pipe must arrive.
  process.exitCode = await main(process.argv.slice(2));
}
