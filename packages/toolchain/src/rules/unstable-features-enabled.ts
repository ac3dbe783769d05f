import { always, defineRule, evaluatedEnvironment } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts, key, variable } from './controls.js';
import { aboutOverride, originOf } from './override.js';

/** Values of `RUSTC_BOOTSTRAP` that enable nothing (observed with rustc 1.95). */
const harmless: readonly string[] = ['', '0', '-1'];

export const unstableFeaturesEnabled = defineRule<
  ToolchainFacts,
  { name: string; value: string; origin: string; inFile: boolean }
>({
  id: 'toolchain/unstable-features-enabled',
  title: 'A stable compiler is made to accept unstable features',
  why: 'With `RUSTC_BOOTSTRAP` a stable compiler behaves as a nightly one: unfinished language features and `-Z` options, one of which loads another code generator. None of it is covered by the stability promise, by release tests, or by a qualification of the compiler.',
  repair: 'Remove the variable, and do without what needed it.',
  clauses: [evaluatedEnvironment],
  severity: always('error'),
  *find(seen) {
    for (const override of seen.overrides) {
      if (override.role !== 'unstable features' || harmless.includes(override.value)) continue;
      const { name, value, at } = override;
      yield aboutOverride(seen, override, { name, value, origin: originOf(override), inFile: at !== null });
    }
  },
  message: ({ name, value, origin }) =>
    `${name} = "${value}" in ${origin} makes the stable compiler accept unstable features`,
  remedy: ({ name, inFile }) => (inFile ? `remove ${name} from the file` : `unset ${name} where the build is started`),
  controls: {
    raises: [
      facts({ overrides: [variable('unstable features', 'RUSTC_BOOTSTRAP', '1')] }),
      facts({ overrides: [variable('unstable features', 'RUSTC_BOOTSTRAP', 'motor_control')] }),
      facts({ overrides: [key('unstable features', 'env.RUSTC_BOOTSTRAP', '1')] }),
    ],
    spares: [facts(), facts({ overrides: [variable('unstable features', 'RUSTC_BOOTSTRAP', '0')] })],
  },
});
