import { portablePath } from './portable.js';
import { textReaders } from './text.js';
import { type Files, type ToolResult, type World, WorldError, type WorldErrorKind } from './world.js';

/** How a look at the world can go wrong. `missing` is a file or tool that is not there. */
export const failures = ['missing', 'unreadable', 'truncated', 'wrong-status', 'hanging', 'killed'] as const;
export type Failure = (typeof failures)[number];

/** A look that a check made, by a name that does not depend on the machine: `read Cargo.lock`, `run cargo metadata`. */
export interface Look {
  name: string;
  /** Whether there was something to see: a file that is there, a tool that ended with status 0. */
  found: boolean;
}

/** A world that makes every look as before and lists them, each name once, in the order of the names. */
export function watching(world: World): { world: World; looks(): Look[] } {
  const seen = new Map<string, Look>();
  const watched = intercept(world, async (name, look) => {
    const note = (found: boolean) => seen.set(name, { name, found });
    try {
      const result = await look();
      note(result !== undefined && (result as Partial<ToolResult>).status !== 1);
      return result;
    } catch (error) {
      note(false);
      throw error;
    }
  });
  return { world: watched, looks: () => [...seen.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** A world in which one look fails in one way, and all others are as before. For tests of blindness. */
export function failing(world: World, name: string, failure: Failure): World {
  return intercept(world, async (made, look) => {
    if (made !== name) return look();
    const kind = errorKinds[failure];
    const missingTool = failure === 'missing' && name.startsWith('run ');
    if (kind !== undefined)
      throw new WorldError(missingTool ? 'tool-missing' : kind, name, `${name}: made to fail (${failure})`);
    return spoil(await look(), failure);
  });
}

const errorKinds: Partial<Record<Failure, WorldErrorKind>> = {
  missing: 'not-found',
  unreadable: 'unreadable',
  hanging: 'timed-out',
  killed: 'killed',
};

/** Half of what was read or printed; or a status that says the tool failed, with nothing printed. */
function spoil<T>(result: T, failure: Failure): T {
  if (result instanceof Uint8Array) return result.subarray(0, Math.floor(result.length / 2)) as T;
  if (!isToolResult(result)) return result;
  if (failure === 'wrong-status') return { status: 101, stdout: '', stderr: '' } as T;
  return { ...result, stdout: result.stdout.slice(0, Math.floor(result.stdout.length / 2)) };
}

function isToolResult(result: unknown): result is ToolResult {
  return typeof result === 'object' && result !== null && 'stdout' in result;
}

type Intercept = <T>(name: string, look: () => Promise<T>) => Promise<T>;

function intercept(world: World, through: Intercept): World {
  const named = (verb: string, file: string) => `${verb} ${portablePath(file, world.anchors)}`;
  const read: Files['read'] = (file, options) => through(named('read', file), () => world.files.read(file, options));
  return {
    ...world,
    files: {
      read,
      ...textReaders(read),
      list: (file) => through(named('list', file), () => world.files.list(file)),
      kind: (file) => through(named('look at', file), () => world.files.kind(file)),
      realPath: (file) => through(named('resolve', file), () => world.files.realPath(file)),
    },
    tools: {
      run: (tool, args, options) =>
        through([`run ${tool.name}`, ...args.slice(0, 1)].join(' '), () => world.tools.run(tool, args, options)),
    },
  };
}
