/**
 * `npm test`: sets up, type-checks, lints and runs every suite. `npm run test:unit`: sets up, type-checks, and runs the
 * tests that stand beside the code. The last line counts what passed, failed and was skipped. Where everything passed on a clean working tree, a record says so
 * (.cache/tested.json), which a release asks for.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, runMain, SetupError, setUp } from './setup.mjs';
import { cleanTree, forgetTested, writeTested } from './tested.mjs';
import { fetchTools } from './tools.mjs';

/** Full names of the tests that may be skipped even when CI is set, each with its reason. */
const allowedSkips = new Map([]);

const report = join(root, '.cache/vitest.json');

await runMain(async () => {
  const [suite, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (suite !== undefined && suite !== 'unit')) {
    throw new SetupError('usage: node scripts/test.mjs [unit]');
  }
  const environment = await setUp();
  return suite === 'unit' ? unit(environment) : everything(environment);
});

/** @param {NodeJS.ProcessEnv} environment */
async function unit(environment) {
  return (await step('tsc -b', 'tsc', ['-b'], environment)) || vitest(environment, ['--project', 'unit']);
}

/** @param {NodeJS.ProcessEnv} environment */
async function everything(environment) {
  say('fetching the tools that the system tests need');
  const tools = await fetchTools();
  for (const { name, why } of tools.missing) say(`${name} cannot be had: ${why}`);
  const env = { ...environment, ...tools.environment, ASSAY_USERS_NODE: process.execPath };
  forgetTested(root);
  const tree = treeToTest();
  const status =
    (await step('tsc -b', 'tsc', ['-b'], env)) || (await step('biome check', 'biome', ['check', '.'], env));
  const failed = status || (await vitest(env, []));
  if (failed === 0 && tree !== undefined && treeToTest() === tree) {
    const { passed, skipped } = readReport();
    writeTested(root, { tree, passed, skipped: skipped.length });
  }
  return failed;
}

/** What a record of this run could speak of: nothing where files were changed, or there is no git. */
function treeToTest() {
  try {
    return cleanTree(root);
  } catch {
    return undefined; // The tests run in an export of the repository too; they only leave no record there.
  }
}

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} args */
async function vitest(env, args) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report];
  const status = await step('vitest', 'vitest', ['run', ...args, ...reporters], env);
  const { passed, failed, skipped } = readReport();
  const forbidden = env.CI ? skipped.filter((name) => !allowedSkips.has(name)) : [];
  for (const name of forbidden) say(`skipped, which CI does not allow: ${name}`);
  say(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return status || (passed === 0 || failed > 0 || forbidden.length > 0 ? 1 : 0);
}

/** What vitest's JSON report says. A test file that could not be loaded has no tests, and counts as one failure. */
function readReport() {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed));
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(isFailed).length + broken.length,
    skipped: tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName),
  };
}

/** @param {{ status: string }} test */
function isFailed({ status }) {
  return status === 'failed';
}

/** @param {string} what @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
async function step(what, command, args, env) {
  say(what);
  const status = await run(join(root, 'node_modules/.bin', command), args, { env });
  if (status !== 0) say(`${what} failed with status ${status}`);
  return status;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`test: ${line}\n`);
}
