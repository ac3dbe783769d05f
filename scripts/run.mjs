/** `node scripts/run.mjs NAME ARG...`: sets up, then runs scripts/NAME.mjs or the installed tool NAME. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, runMain, SetupError, setUp, toolsNode } from './setup.mjs';

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) throw new SetupError('usage: node scripts/run.mjs NAME [ARG...]');
  const env = await setUp();
  const script = join(root, 'scripts', `${name}.mjs`);
  if (existsSync(script)) return run(toolsNode(), [script, ...args], { env });
  const tool = join(root, 'node_modules/.bin', name);
  if (existsSync(tool)) return run(tool, args, { env });
  throw new SetupError(`There is neither scripts/${name}.mjs nor an installed tool called ${name}.`);
});
