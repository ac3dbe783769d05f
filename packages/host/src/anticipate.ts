import type { Host } from './real.js';
import type { RunOptions, ToolResult, ToolSpec, Tools, TreeEntry, TreeOptions, World } from './world.js';

/** A run that is known to be asked for. */
export interface AnticipatedRun {
  tool: ToolSpec;
  args: readonly string[];
  options?: RunOptions;
}

/** A folder that is known to be taken in. */
export interface AnticipatedTree {
  folder: string;
  options?: TreeOptions;
}

/** What is known to be asked for. */
export interface Anticipated {
  runs?: readonly AnticipatedRun[];
  trees?: readonly AnticipatedTree[];
}

/**
 * A host on which these looks have begun in this folder already. Whoever then asks for the very same in the same folder is given its
 * result, once; everything else is as before. For what is slow and can be at work while the rest of the program is loaded.
 */
export function anticipating(host: Host, root: string, { runs = [], trees = [] }: Anticipated): Host {
  const begun = host.world(root);
  const results = new Begun<ToolResult>();
  for (const { tool, args, options } of runs) {
    results.begin(keyOfRun(tool, args, options), begun.tools.run(tool, args, options));
  }
  const entries = new Begun<TreeEntry[]>();
  for (const { folder, options } of trees) {
    entries.begin(keyOfTree(folder, options), begun.files.tree(folder, options));
  }
  return {
    ...host,
    world(folder) {
      const world = host.world(folder);
      return world.root === begun.root ? given(world, results, entries) : world;
    },
  };
}

/** The world, with what has begun given to whoever asks for it first. */
function given(world: World, results: Begun<ToolResult>, entries: Begun<TreeEntry[]>): World {
  const run: Tools['run'] = (tool, args, options) =>
    results.take(keyOfRun(tool, args, options)) ?? world.tools.run(tool, args, options);
  const tree: World['files']['tree'] = (folder, options) => {
    const begun = entries.take(keyOfTree(folder, options));
    // A later look must see what is there then.
    entries.forget();
    return begun ?? world.files.tree(folder, options);
  };
  return { ...world, tools: { run }, files: { ...world.files, tree } };
}

/** Looks under way, by what was asked. */
class Begun<T> {
  readonly #waiting = new Map<string, Promise<T>>();

  begin(key: string, look: Promise<T>): void {
    // Nobody may come to ask; a failure is told to whoever does.
    look.catch(() => undefined);
    this.#waiting.set(key, look);
  }

  take(key: string): Promise<T> | undefined {
    const look = this.#waiting.get(key);
    this.#waiting.delete(key);
    return look;
  }

  forget(): void {
    this.#waiting.clear();
  }
}

function keyOfRun({ name }: ToolSpec, args: readonly string[], options: RunOptions = {}): string {
  return JSON.stringify([name, args, Object.entries(options)]);
}

/** With what is known from before it is another question: nobody anticipates that. */
function keyOfTree(folder: string, { leaveOut = [], known }: TreeOptions = {}): string {
  return JSON.stringify([folder, [...leaveOut].sort(), known === undefined ? [] : [...known.keys()]]);
}
