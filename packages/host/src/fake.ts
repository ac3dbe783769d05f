import path from 'node:path';
import { byCodeUnit, sha256 } from '@assay/evidence';
import { FileError } from './file-error.js';
import { textReaders } from './text.js';
import { DEFAULT_READ_LIMIT, type Files, type ToolResult, type World, WorldError } from './world.js';

export interface FakeOptions {
  /** Content by path, absolute or relative to the root. Folders are those that the files imply. What begins with `#!` can be executed. */
  files?: Record<string, string | Uint8Array>;
  /** What a tool answers; an error is thrown. Without it, no tool is there. */
  tools?: (tool: string, args: readonly string[]) => ToolResult | WorldError;
  environment?: Record<string, string>;
  /** Milliseconds since the epoch. Default 0. */
  now?: number;
  /** Default `/workspace`. */
  root?: string;
}

/** A world in memory, for tests and for looking at a workspace that is not on this disk. It is never interrupted. */
export function fakeWorld(options: FakeOptions = {}): World {
  const { environment = {}, now = 0, root = '/workspace' } = options;
  const below = (name: string) => (environment.HOME === undefined ? undefined : `${environment.HOME}/${name}`);
  return {
    root,
    anchors: {
      root,
      cargoHome: environment.CARGO_HOME || below('.cargo'),
      rustupHome: environment.RUSTUP_HOME || below('.rustup'),
      home: environment.HOME,
    },
    hostTriple: 'x86_64-unknown-linux-gnu',
    files: fakeFiles(root, options.files ?? {}),
    tools: {
      async run(tool, args) {
        const answer =
          options.tools?.(tool.name, args) ??
          new WorldError('tool-missing', tool.name, `${tool.name} is not on the PATH`);
        if (answer instanceof WorldError) throw answer;
        return answer;
      },
    },
    environment: {
      get: (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined),
      names: () => Object.keys(environment).sort(byCodeUnit),
    },
    clock: { now: () => now },
    scratch: path.posix.join(root, 'target/assay/build'),
    putInScratch: async () => undefined,
    emptyScratch: async () => undefined,
    signal: new AbortController().signal,
    progress: () => undefined,
  };
}

function fakeFiles(root: string, given: Record<string, string | Uint8Array>): Files {
  const at = (file: string) => path.posix.resolve(root, file);
  const files = new Map(
    Object.entries(given).map(([file, content]) => [
      at(file),
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );
  const within = (folder: string) => (at(folder) === '/' ? '/' : `${at(folder)}/`);
  const isFolder = (file: string) =>
    at(file) === at('.') || [...files.keys()].some((name) => name.startsWith(within(file)));
  const missing = (file: string) => new FileError('not-found', file, file, 'does not exist');

  const read: Files['read'] = async (file, { maxBytes = DEFAULT_READ_LIMIT } = {}) => {
    const content = files.get(at(file));
    if (content === undefined) {
      throw isFolder(file) ? new FileError('unreadable', file, file, 'is a folder, not a regular file') : missing(file);
    }
    if (content.length > maxBytes) {
      throw new FileError('too-large', file, file, `has ${content.length} bytes; at most ${maxBytes} are read`);
    }
    return content;
  };

  return {
    read,
    ...textReaders(read),
    async *parts(file, options) {
      yield await read(file, options);
    },
    async list(folder) {
      if (!isFolder(folder)) throw missing(folder);
      const prefix = within(folder);
      const names = [...files.keys()]
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).split('/')[0] ?? '');
      return [...new Set(names)].sort(byCodeUnit);
    },
    kind: async (file) => (files.has(at(file)) ? 'file' : isFolder(file) ? 'folder' : undefined),
    isExecutable: async (file) => files.get(at(file))?.subarray(0, 2).join() === '35,33',
    digest: async (file) => sha256(await read(file)),
    async realPath(file) {
      if (!files.has(at(file)) && !isFolder(file)) throw missing(file);
      return at(file);
    },
    async tree(folder, { leaveOut = [] } = {}) {
      if (!isFolder(folder)) throw missing(folder);
      const below = [...files].filter(([file]) => file.startsWith(within(folder)));
      const entries = below.map(([file, content]) => ({
        path: file.slice(within(folder).length),
        ...{ kind: 'file' as const, mode: 0o644, size: content.length, sha256: sha256(content) },
      }));
      return entries
        .filter(({ path: file }) => !leaveOut.some((left) => file === left || file.startsWith(`${left}/`)))
        .sort((a, b) => byCodeUnit(a.path, b.path));
    },
  };
}
