export { toolchain } from './check.js';
export { ToolchainFacts } from './facts.js';
export { installToolchain } from './install/install-toolchain.js';
export { findLock } from './lock/find-lock.js';
export { ToolchainSettings } from './settings.js';
export { type AskedFor, askedFor } from './task/asked-for.js';
export { type DistRequest, lockFromDist } from './task/from-dist.js';
export { lockInstalled } from './task/from-installed.js';
