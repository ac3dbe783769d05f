export { toolchain } from './check.js';
export { ToolchainFacts } from './facts.js';
export { ToolchainSettings } from './settings.js';
