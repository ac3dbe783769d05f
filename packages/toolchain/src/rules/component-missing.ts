import { always, defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { aboutComponents, type ComponentData } from './component-trouble.js';
import { facts } from './controls.js';
import { locked, trouble } from './lock-controls.js';

export const componentMissing = defineRule<ToolchainFacts, ComponentData>({
  id: 'toolchain/component-missing',
  title: 'A component or target that is asked for is not installed',
  why: 'With `RUSTUP_AUTO_INSTALL=0` rustup passes over components and targets that the toolchain file names and that are not there (observed with rustup 1.29); without it, it installs them in the middle of a build, into a toolchain that was verified before.',
  repair: 'Install it before the toolchain is verified, or remove it from `rust-toolchain.toml`.',
  clauses: [evaluatedTool],
  severity: always('error'),
  find: (seen) => aboutComponents(seen, 'not installed'),
  message: ({ component, because }) => `${component} is not installed: ${because}`,
  remedy: () => 'run rustup toolchain install in the workspace, which installs what rust-toolchain.toml names',
  controls: {
    raises: [facts({ lock: locked({ componentTroubles: [trouble({ trouble: 'not installed' })] }) })],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: locked({ componentTroubles: [trouble({})] }) })],
  },
});
