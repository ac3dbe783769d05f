export { toolchain } from './check.js';
export { ToolchainFacts } from './facts.js';
export { installToolchain } from './install/install-toolchain.js';
export { findLock, leftOutOf } from './lock/read.js';
export { ToolchainSettings } from './settings.js';
export { type DistRequest, lockFromDist } from './task/from-dist.js';
export { lockInstalled } from './task/from-installed.js';
