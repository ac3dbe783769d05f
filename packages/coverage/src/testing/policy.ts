import { type Policy, parsePolicy } from '@assay/policy';
import { CoverageSettings } from '../settings.js';

/**
 * The policy of a project at a level, with more lines behind, and the settings of the check in it. Line 7 is the first
 * of `more`.
 */
export function policyOf(
  { standard = 'ISO 26262', level = 'ASIL B' }: { standard?: string; level?: string },
  more = '',
): { policy: Policy; settings: CoverageSettings } {
  const project = `[project]\nname = "p"\nstandard = "${standard}"\nlevel = "${level}"\n`;
  const policy = parsePolicy(`${project}[baseline]\nrust = "1.85.0"\n${more}`, {
    path: 'assay.toml',
    tables: [{ name: 'coverage', schema: CoverageSettings }],
    rules: ['coverage/unreached'],
    baselines: new Map(),
  });
  return { policy, settings: CoverageSettings.parse(policy.settings.get('coverage')) };
}
