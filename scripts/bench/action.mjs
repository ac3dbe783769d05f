/** An action as the runner starts it: inputs and file commands in its environment. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError } from '../setup.mjs';

/**
 * What the runner would set.
 * @param {string} folder where the runner keeps its own files
 * @param {string} workspace
 * @param {Record<string, string>} inputs
 */
export function actionEnvironment(folder, workspace, inputs) {
  const given = Object.entries(inputs).map(([id, value]) => [`INPUT_${id.toUpperCase()}`, value]);
  return { ...commandFiles(folder), RUNNER_TEMP: folder, GITHUB_WORKSPACE: workspace, ...Object.fromEntries(given) };
}

/**
 * Runs the first half of an action.
 * @returns what its post step finds in its environment. Throws SetupError when the action does not succeed.
 */
export function stateOf(name, environment) {
  const script = join(root, 'actions', name, 'dist/main.js');
  const options = { cwd: environment.GITHUB_WORKSPACE, env: { ...process.env, ...environment }, encoding: 'utf8' };
  const { status, stdout } = spawnSync(process.execPath, [script], options);
  if (status !== 0) throw new SetupError(`${name} ended with status ${status}:\n${stdout}`);
  const records = readFileSync(environment.GITHUB_STATE, 'utf8').matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gm);
  return Object.fromEntries(Array.from(records, ([, key, , value]) => [`STATE_${key}`, value]));
}

function commandFiles(folder) {
  const files = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map((name) => [name, join(folder, name)]);
  for (const [, file] of files) writeFileSync(file, '');
  return Object.fromEntries(files);
}
