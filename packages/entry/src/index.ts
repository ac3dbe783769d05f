import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The one file that ships. Started as a program it is the `assay` command; imported by an action's `dist/main.js` it offers
 * {@link runAction}. Each part is loaded only when it is asked for.
 */
export async function runAction(name: string): Promise<void> {
  const { runAction: run } = await import(/* webpackMode: "eager" */ '@assay/actions');
  await run(name);
}

if (isProgram()) {
  const { main } = await import(/* webpackMode: "eager" */ '@assay/cli');
  // Not process.exit: what is still on its way to a pipe must arrive.
  process.exitCode = await main(process.argv.slice(2));
}

/** Is this file what Node was started with, links resolved? */
function isProgram(): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url);
}
