import type { Tool } from '@assay/evidence';
import type { Anchors } from './portable.js';

/**
 * Everything outside the process that Assay touches. A check is given a `World` and nothing else, so that what it looked at
 * can be recorded, and every look can be made to fail in a test. Through it nothing is written but in a folder of Assay's own.
 */
export interface World {
  /** Absolute path of the workspace root. For talking to tools; it never enters evidence. */
  readonly root: string;
  /** What stands under a name in evidence: the root, Cargo's and rustup's homes. See `portablePath`. */
  readonly anchors: Anchors;
  /** The target that programs of this machine are built for, as rustup names it by default; `undefined` where that is not known. */
  readonly hostTriple: string | undefined;
  readonly files: Files;
  readonly tools: Tools;
  readonly environment: Environment;
  readonly clock: Clock;
  /** A folder of Assay's own, absolute, that tools may build in; it need not be there. Nothing in it is examined, and nothing is evidence. */
  readonly scratch: string;
  /** Puts a file into {@link scratch}, by its path in it. What tools are to find there is all that a check may write. Throws UserError. */
  putInScratch(file: string, content: ScratchContent): Promise<void>;
  /** Removes a folder of {@link scratch} and all that it holds; no error when there is none. Throws UserError. */
  emptyScratch(folder: string): Promise<void>;
  /** Aborted when the user interrupts. Children end with it. */
  readonly signal: AbortSignal;
  /** Says what is being done now, for a person who waits. */
  progress(activity: string): void;
}

/** The content of a file in the scratch folder: what is given, what another file holds (absolute path), or a program that tools may start. */
export type ScratchContent = string | Uint8Array | { copyOf: string } | { program: string };

/** Reading files. Paths are relative to the workspace root, or absolute. */
export interface Files {
  /** Throws {@link WorldError}: `not-found`, `unreadable`, `too-large`. */
  read(path: string, options?: ReadOptions): Promise<Uint8Array>;
  /** As `read`, decoded as UTF-8; bytes that are not UTF-8 are `unreadable`. A byte order mark is dropped. */
  readText(path: string, options?: ReadOptions): Promise<string>;
  /** The text, or `undefined` when there is no such file. Any other trouble throws. */
  readTextIfPresent(path: string, options?: ReadOptions): Promise<string | undefined>;
  /**
   * As `read`, in parts, for files that are too large to be held. To be taken once, to the end: only then is the whole known to have been
   * seen. Throws {@link WorldError}, also while it is taken.
   */
  parts(path: string, options: Required<Pick<ReadOptions, 'maxBytes'>>): AsyncIterable<Uint8Array>;
  /** Names in a folder, sorted by code unit. Throws {@link WorldError}. */
  list(path: string): Promise<string[]>;
  /** What a path is, links followed; `undefined` when there is nothing. Throws {@link WorldError}: `unreadable`. */
  kind(path: string): Promise<'file' | 'folder' | 'other' | undefined>;
  /** Is it a regular file that this process may execute, links followed? `false` where there is nothing. Throws {@link WorldError}: `unreadable`. */
  isExecutable(path: string): Promise<boolean>;
  /** The path with every link resolved. Throws {@link WorldError}. */
  realPath(path: string): Promise<string>;
  /** SHA-256 of a file's bytes, in hex, whatever its size: never more than a part of it is held. Throws {@link WorldError}: `not-found`, `unreadable`. */
  digest(path: string): Promise<string>;
  /**
   * Everything below a folder, itself not: no link is followed, and each file comes with the digest of its bytes. The folder may be a link.
   * What cannot be read is an entry that says so. Throws {@link WorldError} for the folder itself: `not-found`, `unreadable`.
   */
  tree(path: string, options?: TreeOptions): Promise<TreeEntry[]>;
}

export interface TreeOptions {
  /** Files and folders below the folder that are passed over, with all they hold. */
  leaveOut?: readonly string[];
  /** Entries by path as they were seen before: a file whose status is the same is taken to have the same bytes, and not read. */
  known?: ReadonlyMap<string, TreeEntry>;
}

/** One thing in a tree. */
export interface TreeEntry {
  /** Below the folder, with `/`. Bytes that are not UTF-8, and backslashes, are written `\\xNN`. */
  path: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  /** A file's permission bits, setuid and its like among them: `0o755`. */
  mode: number;
  /** Bytes. */
  size: number;
  /** Of a file's bytes, of the words of a link's target. */
  sha256?: string;
  /** A link's target, as the link says it. */
  target?: string;
  /** Does a link lead out of the folder, or to what is left out? */
  leaves?: boolean;
  /** By what a file is known again: its inode, and when it was modified and changed (milliseconds since the epoch). */
  identity?: { inode: number; modified: number; changed: number };
  /** Why it could not be read whole, or could not be listed. */
  trouble?: string;
}

export interface ReadOptions {
  /** Refuse a larger file instead of reading it. Default {@link DEFAULT_READ_LIMIT}. */
  maxBytes?: number;
  /** A tool has made it in this run: it is no input that evidence lists. */
  isBuilt?: true;
}

/** 64 MiB: well above any manifest or lock file, well below what would exhaust memory. */
export const DEFAULT_READ_LIMIT = 64 * 1024 * 1024;

/** A program that Assay may start, and how it says who it is. */
export interface ToolSpec {
  /** What evidence and messages call it, and what is looked for on `PATH`. */
  name: string;
  /** The file to start instead, absolute. */
  program?: string;
  /** Variables that it needs wherever it is started. */
  env?: RunOptions['env'];
  /** How to ask for its version, and how to read the answer; `undefined` when the answer makes no sense. */
  identity: { args: readonly string[]; parse(stdout: string): Omit<Tool, 'name'> | undefined };
}

export interface RunOptions {
  /** Folder to start it in, relative to the workspace root or absolute. Default: the workspace root. */
  cwd?: string;
  /** Variables to set, or with `undefined` to remove, on top of the process's own. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until it is ended. Default {@link DEFAULT_TIMEOUT}. */
  timeout?: number;
  /** Told each whole line of standard output as soon as it is there. */
  onLine?(line: string): void;
}

/** 10 minutes. */
export const DEFAULT_TIMEOUT = 600_000;

export interface ToolResult {
  status: number;
  stdout: string;
  stderr: string;
}

export interface Tools {
  /**
   * Runs a tool to its end, without a shell. A non-zero status is a result, not an error. Throws {@link WorldError}:
   * `tool-missing`, `killed`, `timed-out`, `too-large` (output), `interrupted`.
   */
  run(tool: ToolSpec, args: readonly string[], options?: RunOptions): Promise<ToolResult>;
}

export interface Environment {
  get(name: string): string | undefined;
  /** Names that are set, sorted. */
  names(): string[];
}

export interface Clock {
  /** Milliseconds since the epoch. For comparing evidence with today; it dates evidence only where neither a commit nor SOURCE_DATE_EPOCH does. */
  now(): number;
}

export type WorldErrorKind =
  | 'not-found'
  | 'unreadable'
  | 'too-large'
  | 'tool-missing'
  | 'killed'
  | 'timed-out'
  | 'unreachable'
  | 'interrupted';

/** A look at the world that failed. `path` is the file or the tool's name. The message says what and why, in a sentence. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  readonly kind: WorldErrorKind;
  readonly path: string;

  constructor(kind: WorldErrorKind, path: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
    this.path = path;
  }
}

/** Is this a {@link WorldError}, and of this kind if one is named? */
export function isWorldError(error: unknown, kind?: WorldErrorKind): error is WorldError {
  return error instanceof WorldError && (kind === undefined || error.kind === kind);
}
