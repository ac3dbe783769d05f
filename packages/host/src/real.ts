import path from 'node:path';
import { realFiles } from './files.js';
import type { Anchors } from './portable.js';
import { realTools } from './tools.js';
import type { World } from './world.js';
import { realWriter, type Writer } from './writer.js';

/** The machine that Assay runs on: worlds to look at, and the one way to write. */
export interface Host {
  /** The world as seen from this folder, which should be a real path. */
  world(root: string): World;
  writer: Writer;
  /** The folders that stand under a name in evidence from this workspace. */
  anchors(root: string): Anchors;
}

export interface HostOptions {
  /** Aborted to interrupt: children end, and what waits for them throws `interrupted`. */
  signal: AbortSignal;
  progress(activity: string): void;
}

/** The real machine. */
export function realHost({ signal, progress }: HostOptions): Host {
  const environment = {
    get: (name: string) => process.env[name],
    names: () => Object.keys(process.env).sort(),
  };
  return {
    world: (root) => ({
      root,
      files: realFiles(root),
      tools: realTools(root, signal),
      environment,
      clock: { now: Date.now },
      signal,
      progress,
    }),
    writer: realWriter(),
    anchors: (root) => anchorsFrom(root, environment.get),
  };
}

/** Cargo's and rustup's homes as they find them: https://doc.rust-lang.org/cargo/guide/cargo-home.html */
export function anchorsFrom(root: string, get: (name: string) => string | undefined): Anchors {
  const home = get('HOME') ?? get('USERPROFILE');
  const below = (name: string) => (home === undefined ? undefined : path.join(home, name));
  return {
    root,
    cargoHome: get('CARGO_HOME') ?? below('.cargo'),
    rustupHome: get('RUSTUP_HOME') ?? below('.rustup'),
    home,
  };
}
