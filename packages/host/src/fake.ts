import { byCodeUnit } from '@assay/evidence';
import { textReaders } from './text.js';
import { DEFAULT_READ_LIMIT, type Files, type ToolResult, type World, WorldError } from './world.js';

export interface FakeWorldOptions {
  /** Content by path, relative to the root or absolute. Folders are implied. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** What a tool answers. A WorldError is thrown. Default: every tool is missing. */
  tools?: (tool: string, args: readonly string[]) => ToolResult | WorldError;
  environment?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. Default 0. */
  now?: number;
  /** Default `/workspace`. */
  root?: string;
}

/** A world that exists in memory only, for tests. */
export function fakeWorld(options: FakeWorldOptions = {}): World {
  const { files = {}, environment = {}, now = 0, root = '/workspace' } = options;
  const answer = options.tools ?? ((tool) => new WorldError('tool-missing', tool, `${tool} is not on the PATH`));
  return {
    root,
    files: fakeFiles(root, files),
    tools: {
      async run(tool, args) {
        const result = answer(tool.name, args);
        if (result instanceof WorldError) throw result;
        return result;
      },
    },
    environment: { get: (name) => environment[name], names: () => Object.keys(environment).sort() },
    clock: { now: () => now },
    signal: new AbortController().signal,
    progress: () => undefined,
  };
}

function fakeFiles(root: string, given: Readonly<Record<string, string | Uint8Array>>): Files {
  const absolute = (file: string) =>
    (file.startsWith('/') ? file : `${root}/${file === '.' ? '' : file}`).replace(/\/$/, '');
  const contents = new Map(Object.entries(given).map(([file, content]) => [absolute(file), Buffer.from(content)]));
  const below = (folder: string) => [...contents.keys()].filter((file) => file.startsWith(`${absolute(folder)}/`));
  const missing = (file: string) => new WorldError('not-found', file, `${file} does not exist`);
  const read: Files['read'] = async (file, { maxBytes = DEFAULT_READ_LIMIT } = {}) => {
    const content = contents.get(absolute(file));
    if (content === undefined) throw missing(file);
    if (content.length > maxBytes) throw new WorldError('too-large', file, `${file} is too large`);
    return content;
  };
  return {
    read,
    ...textReaders(read),
    async list(folder) {
      const names = below(folder).map((file) => file.slice(absolute(folder).length + 1).split('/')[0] ?? '');
      if (names.length === 0) throw missing(folder);
      return [...new Set(names)].sort(byCodeUnit);
    },
    async kind(file) {
      if (contents.has(absolute(file))) return 'file';
      return below(file).length > 0 ? 'folder' : undefined;
    },
    async realPath(file) {
      if (!contents.has(absolute(file)) && below(file).length === 0) throw missing(file);
      return absolute(file);
    },
  };
}
