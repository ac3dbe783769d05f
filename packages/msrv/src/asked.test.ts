import { parsePolicy } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { asked } from './asked.js';
import { MsrvSettings } from './settings.js';

const policy = parsePolicy(
  `[project]
name = "p"
standard = "ISO 26262"
level = "ASIL B"

[levels]
panel = "QM"

[baseline]
rust = "1.85.0"

[msrv.undeclared]
"ASIL D" = "error"
`,
  {
    ...{ path: 'assay.toml', rules: [], baselines: new Map() },
    tables: [{ name: 'msrv', schema: MsrvSettings }],
  },
);

const settings = (change: Partial<MsrvSettings> = {}) => MsrvSettings.parse(change);

describe('asked', () => {
  it('asks for a proof above the lowest rank, unless the policy says otherwise', () => {
    const { isProved } = asked(policy, settings());
    expect(['motor', 'panel'].map(isProved)).toEqual([true, false]);
    expect(['motor', 'panel'].map(asked(policy, settings({ prove: true })).isProved)).toEqual([true, true]);
    expect(['motor', 'panel'].map(asked(policy, settings({ prove: false })).isProved)).toEqual([false, false]);
  });

  it('builds each feature by itself, and a member that has none all the same', () => {
    const { featuresOf } = asked(policy, settings({ features: ['each'] }));
    expect(featuresOf({ features: ['a', 'b'] })).toEqual([{ only: 'a' }, { only: 'b' }]);
    expect(featuresOf({ features: [] })).toEqual(['default']);
  });

  it('builds a set once, however often it is named', () => {
    const { featuresOf, features } = asked(policy, settings({ features: ['none', 'all', 'none'] }));
    expect(featuresOf({ features: ['a'] })).toEqual(['none', 'all']);
    expect(features).toEqual(['no features', 'all features']);
  });

  it('takes a toolchain of another name where the policy gives one', () => {
    const { toolchainOf } = asked(policy, settings({ toolchains: { '1.95.0': 'ferrocene' } }));
    expect(['1.95.0', '1.85.0', 'toString'].map(toolchainOf)).toEqual(['ferrocene', '1.85.0', 'toString']);
  });

  it('refuses a level that the standard does not know, at its place', () => {
    const wrong = () => asked(policy, settings({ undeclared: { 'SIL 1': 'error' } }));
    expect(wrong).toThrow('ISO 26262 knows no level "SIL 1"');
    expect(asked(policy, settings({ undeclared: { QM: 'error' } })).undeclaredFor('panel')).toBe('error');
    expect(asked(policy, settings({ undeclared: { QM: 'error' } })).undeclaredFor('motor')).toBeUndefined();
  });
});
