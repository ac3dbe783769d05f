import { expect } from 'vitest';
import { type ActionRun, readActionYml } from './run-action.js';

/** What holds of every run of an action, whatever it comes to. */
export function expectOrderly(name: string, run: ActionRun) {
  expect(Object.keys(run.outputs)).toEqual(Object.keys(readActionYml(name).outputs ?? {}));
  for (const kind of ['error', 'warning', 'notice']) {
    expect(run.commands.filter((command) => command.name === kind).length).toBeLessThanOrEqual(10);
  }
  expect(run.commands.map((command) => command.name).filter((command) => !known.has(command))).toEqual([]);
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
}

const known = new Set(['error', 'warning', 'notice', 'group', 'endgroup']);
