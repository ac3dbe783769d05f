import { parsePolicy } from '@assay/policy';
import { expect, it } from 'vitest';
import { ToolchainSettings } from './settings.js';

/** The settings that a policy states with this line in [toolchain]. */
function settings(line: string): unknown {
  const text = `[project]
name = "a"
standard = "ISO 26262"
level = "QM"
[baseline]
rust = "1.85.0"
[toolchain]
${line}
`;
  const tables = [{ name: 'toolchain', schema: ToolchainSettings }];
  return parsePolicy(text, { path: 'assay.toml', tables, rules: [], baselines: new Map() }).settings.get('toolchain');
}

it('lets data about known problems grow 120 days old unless told otherwise', () => {
  expect(settings('')).toMatchObject({ 'known-problems-max-age': 120 });
  expect(settings('known-problems-max-age = 30')).toMatchObject({ 'known-problems-max-age': 30 });
});

it.each(['0', '-1', '1.5', '"120"', 'true'])('refuses an age of %s, with its place', (value) => {
  expect(() => settings(`known-problems-max-age = ${value}`)).toThrow(
    expect.objectContaining({
      at: { path: 'assay.toml', line: 8, column: 1 },
      message: expect.stringContaining('toolchain.known-problems-max-age cannot be'),
    }),
  );
});
