import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { byCodeUnit, UserError } from '@assay/evidence';
import { type ByteStream, openFile } from './byte-stream.js';
import { realFiles } from './files.js';
import { hostTriple } from './host-triple.js';
import type { Network } from './network.js';
import type { Anchors } from './portable.js';
import { emptyScratch, putInScratch } from './scratch.js';
import { systemWords } from './system.js';
import { realTools } from './tools.js';
import type { Environment, World } from './world.js';
import { realWriter, type Writer } from './writer.js';

/** This machine, or a stand-in for it. */
export interface Host {
  /** The world as seen from a workspace. Throws UserError when there is no such folder. */
  world(root: string): World;
  writer: Writer;
  network: Network;
  /** Reads a large file (absolute path) in parts. Throws WorldError. */
  openFile(file: string, options: { maxBytes: number }): Promise<ByteStream>;
  /** Bytes that nobody can foresee. Not part of a {@link World}: nothing that a check finds may hang on them. */
  randomBytes(count: number): Uint8Array;
}

export interface HostOptions {
  /** Aborted when the user interrupts: tools are ended. */
  signal: AbortSignal;
  /** Told what is being done now, in a few words. */
  progress(activity: string): void;
}

/** This machine: its files, tools, environment, clock. The root of its worlds is a real path, every link resolved. */
export function realHost({ signal, progress }: HostOptions): Host {
  return {
    writer: realWriter,
    network: networkWhenAsked(signal),
    openFile,
    randomBytes,
    world(root) {
      const anchors = realAnchors(root);
      const scratch = path.join(anchors.root, 'target', 'assay', 'build');
      return {
        root: anchors.root,
        anchors,
        hostTriple,
        files: realFiles(anchors, signal),
        tools: realTools(anchors.root, signal),
        environment,
        clock: { now: () => Date.now() },
        scratch,
        putInScratch: (file, content) => putInScratch(scratch, file, content),
        emptyScratch: (folder) => emptyScratch(scratch, folder),
        signal,
        progress,
      };
    },
  };
}

/** The network, loaded when something is fetched: Node's own client of HTTP takes 20 ms of every start. */
function networkWhenAsked(signal: AbortSignal): Network {
  const load = async () => {
    const { realNetwork } = await import(/* webpackMode: "eager" */ './network.js');
    return realNetwork(signal);
  };
  return {
    open: async (url, options) => (await load()).open(url, options),
    post: async (url, content, options) => (await load()).post(url, content, options),
  };
}

const environment: Environment = {
  get: (name) => process.env[name],
  names: () => Object.keys(process.env).sort(byCodeUnit),
};

/** https://doc.rust-lang.org/cargo/guide/cargo-home.html, https://rust-lang.github.io/rustup/environment-variables.html */
function realAnchors(folder: string): Anchors {
  const root = realFolder(folder);
  const home = homedir();
  const cargoHome = path.resolve(process.env.CARGO_HOME || path.join(home, '.cargo'));
  const rustupHome = path.resolve(process.env.RUSTUP_HOME || path.join(home, '.rustup'));
  const spelled = [
    ['.', path.resolve(folder), root],
    ['$CARGO_HOME', cargoHome, resolved(cargoHome)],
    ['$RUSTUP_HOME', rustupHome, resolved(rustupHome)],
    ['~', home, resolved(home)],
  ] as const;
  const alsoKnownAs = spelled.flatMap(([name, ...spellings]) =>
    spellings[0] === spellings[1] ? [] : spellings.map((spelling) => [name, spelling] as const),
  );
  return { root, cargoHome, rustupHome, home, alsoKnownAs };
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (cause) {
    throw new UserError(`the folder ${folder} cannot be opened: ${systemWords(cause)}`, {
      remedy: 'Name the folder of a Cargo workspace, with --manifest-path or by starting Assay there.',
      cause,
    });
  }
}

function resolved(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder; // It need not exist: its name is only looked for in paths and texts.
  }
}
