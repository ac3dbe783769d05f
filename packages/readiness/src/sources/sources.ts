import path from 'node:path';
import type { ToolSpec, World } from '@assay/host';
import { type Identity, rustc } from '@assay/rust';
import type { Library } from '../record.js';
import { type Answer, answerOf } from './answer.js';
import { type ChannelManifest, readChannelManifest } from './channel-manifest.js';
import { askSpecifications, askTargetList, type Specifications } from './compiler.js';
import { dateOf } from './date.js';
import { readDocumentation } from './documentation.js';
import { findInstalled } from './installed.js';
import type { PlatformSupport } from './platform-support.js';

/** The compiler that is asked. */
export interface Asking {
  identity: Identity;
  /** The toolchain's folder, absolute. */
  sysroot: string;
  /** Default: the `rustc` that `PATH` finds. */
  rustc?: ToolSpec;
}

/** What the sources say of all targets of a compiler, and why one says nothing. */
export interface Sources {
  identity: Identity;
  sysroot: string;
  rustc: ToolSpec;
  /** Of the compiler's commit, and so of the documentation that comes with it; `null` where the compiler does not name it. */
  date: string | null;
  targets: Answer<readonly string[]>;
  specifications: Answer<Specifications>;
  documentation: Answer<PlatformSupport>;
  manifest: Answer<ChannelManifest>;
  installed: Answer<ReadonlyMap<string, Library>>;
}

/**
 * Asks every source once, side by side. What one does not answer is in its answer; only an interruption throws ({@link WorldError}).
 */
export async function readSources(world: World, asking: Asking): Promise<Sources> {
  const { identity, sysroot } = asking;
  const compiler = asking.rustc ?? rustc;
  const [targets, specifications, documentation, manifest, installed] = await Promise.all([
    askTargetList(world, compiler),
    askSpecifications(world, compiler),
    readDocumentation(world, sysroot, identity),
    readManifest(world, asking),
    answerOf(async () => ({ value: await findInstalled(world, sysroot) })),
  ]);
  const date = dateOf(identity.commitDate);
  return { identity, sysroot, rustc: compiler, date, targets, specifications, documentation, manifest, installed };
}

function readManifest(world: World, { sysroot, identity }: Asking): Promise<Answer<ChannelManifest>> {
  return answerOf(async () => {
    const file = path.join(sysroot, 'lib', 'rustlib', 'multirust-channel-manifest.toml');
    const text = await world.files.readTextIfPresent(file);
    if (text === undefined) return { trouble: 'not available: rustup keeps no channel manifest in this toolchain' };
    return readChannelManifest(text, identity);
  });
}
