import { byCodeUnit } from '@assay/evidence';
import { portablePath, portableText } from './portable.js';
import { textReaders } from './text.js';
import { type Files, isWorldError, type ToolResult, type World, WorldError, type WorldErrorKind } from './world.js';

/**
 * How a look at the world can go wrong. `missing`: the file or tool is not there. `truncated`: half of it, as if that were all.
 * `empty`: nothing, as if that were all. `wrong-status`: a tool that prints what it should and says that it failed.
 */
export const failures = ['missing', 'unreadable', 'truncated', 'empty', 'wrong-status', 'hanging', 'killed'] as const;
export type Failure = (typeof failures)[number];

type Verb = 'read' | 'digest' | 'list' | 'look at' | 'resolve' | 'take in' | 'run';

/** A look that a check made. */
export interface Look {
  /** Does not depend on the machine: `read Cargo.lock`, `run cargo metadata --locked`. */
  name: string;
  /** Whether there was something to see: a file that is there, a tool that ended with status 0. */
  found: boolean;
  /** The ways of failing that differ from what was seen. */
  ways: readonly Failure[];
}

/** A world that makes every look as before and lists them, each name once, in the order of the names. */
export function watching(world: World): { world: World; looks(): Look[] } {
  const seen = new Map<string, Look>();
  const watched = intercept(world, async (verb, name, look) => {
    let found = false;
    try {
      const result = await look();
      found = isToolResult(result) ? result.status === 0 : result !== undefined && result !== false;
      return result;
    } finally {
      seen.set(name, { name, found, ways: waysToFail(verb, found) });
    }
  });
  return { world: watched, looks: () => [...seen.values()].sort((a, b) => byCodeUnit(a.name, b.name)) };
}

/** A world in which the looks of one name fail in one way, and all others are as before. For tests of blindness. */
export function failing(world: World, name: string, failure: Failure): World {
  return intercept(world, async (verb, made, look) => {
    if (made !== name) return look();
    const kind = verb === 'run' && failure === 'missing' ? 'tool-missing' : errorKinds[failure];
    if (kind !== undefined) throw new WorldError(kind, name, `${name}: made to fail (${failure})`);
    return spoil(await look(), failure);
  });
}

const errorKinds: Partial<Record<Failure, WorldErrorKind>> = {
  missing: 'not-found',
  unreadable: 'unreadable',
  hanging: 'timed-out',
  killed: 'killed',
};

function waysToFail(verb: Verb, found: boolean): readonly Failure[] {
  if (verb === 'run') {
    const breaking = ['missing', 'hanging', 'killed'] as const;
    return found ? [...breaking, 'truncated', 'empty', 'wrong-status'] : breaking;
  }
  if (!found) return ['unreadable'];
  return ['read', 'list', 'take in'].includes(verb)
    ? ['missing', 'unreadable', 'truncated', 'empty']
    : ['missing', 'unreadable'];
}

/** The result with its status changed, or with the given part of what was read, listed or printed. */
function spoil<T>(result: T, failure: Failure): T {
  const left = <S extends { length: number }>(whole: S) => (failure === 'empty' ? 0 : Math.floor(whole.length / 2));
  if (isToolResult(result)) {
    const { status, stdout } = result;
    return failure === 'wrong-status'
      ? { ...result, status: status === 0 ? 101 : status }
      : { ...result, stdout: stdout.slice(0, left(stdout)) };
  }
  if (failure === 'wrong-status') return result;
  if (result instanceof Uint8Array) return result.subarray(0, left(result)) as T;
  return Array.isArray(result) ? (result.slice(0, left(result)) as T) : result;
}

function isToolResult(result: unknown): result is ToolResult {
  return typeof result === 'object' && result !== null && 'stdout' in result;
}

type Intercept = <T>(verb: Verb, name: string, look: () => Promise<T>) => Promise<T>;

function intercept(world: World, through: Intercept): World {
  const { anchors, files, tools } = world;
  const at = <T>(verb: Verb, file: string, look: () => Promise<T>) =>
    through(verb, `${verb} ${portablePath(file, anchors)}`, look);
  const read: Files['read'] = (file, options) => at('read', file, () => files.read(file, options));
  return {
    ...world,
    files: {
      read,
      ...textReaders(read, (file) => portablePath(file, anchors)),
      // As one look, so that it can be cut off like any other.
      async *parts(file, options) {
        yield await read(file, options);
      },
      list: (file) => at('list', file, () => files.list(file)),
      kind: (file) => ifMissing(undefined, () => at('look at', file, () => files.kind(file))),
      isExecutable: (file) => ifMissing(false, () => at('look at', file, () => files.isExecutable(file))),
      realPath: (file) => at('resolve', file, () => files.realPath(file)),
      digest: (file) => at('digest', file, () => files.digest(file)),
      tree: (folder, options) => at('take in', folder, () => files.tree(folder, options)),
    },
    tools: {
      run: (tool, args, options) => {
        const words = args.map((argument) => portableText(argument, anchors));
        return through('run', ['run', tool.name, ...words].join(' '), () => tools.run(tool, args, options));
      },
    },
  };
}

/** That something is not there is an answer to some questions, not an error. */
async function ifMissing<T>(answer: T, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (isWorldError(error, 'not-found')) return answer;
    throw error;
  }
}
