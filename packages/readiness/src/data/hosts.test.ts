import { expect, it } from 'vitest';
import shipped from '../../data/hosts.json' with { type: 'json' };
import { RunnerData, runnerFor } from './hosts.js';

it('has the form that the code gives it, with source, date and confidence, and each host once', () => {
  expect(RunnerData.safeParse(shipped).error).toBeUndefined();
  expect(new Set(shipped.runners.map(({ host }) => host)).size).toBe(shipped.runners.length);
});

it('knows the runner on which a host’s programs run, and none for what is no host of GitHub’s', () => {
  expect(runnerFor('x86_64-unknown-linux-gnu')?.label).toBe('ubuntu-24.04');
  expect(runnerFor('aarch64-apple-darwin')?.label).toBe('macos-15');
  expect(runnerFor('thumbv7em-none-eabihf')).toBeUndefined();
});
