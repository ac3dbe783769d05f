import type { Host } from './real.js';
import type { RunOptions, ToolResult, ToolSpec, Tools } from './world.js';

/** A run that is known to be asked for. */
export interface AnticipatedRun {
  tool: ToolSpec;
  args: readonly string[];
  options?: RunOptions;
}

/**
 * A host on which these runs have begun in this folder already. Whoever then asks for the very same run in the same folder is given its
 * result, once; everything else is as before. For slow tools that can be at work while the rest of the program is loaded.
 */
export function anticipating(host: Host, root: string, runs: readonly AnticipatedRun[]): Host {
  const begun = host.world(root);
  const waiting = new Map<string, Promise<ToolResult>>();
  for (const { tool, args, options } of runs) {
    const result = begun.tools.run(tool, args, options);
    // Nobody may come to ask; a failure is told to whoever does.
    result.catch(() => undefined);
    waiting.set(keyOf(tool, args, options), result);
  }
  return {
    ...host,
    world(folder) {
      const world = host.world(folder);
      if (world.root !== begun.root) return world;
      const run: Tools['run'] = (tool, args, options) => {
        const key = keyOf(tool, args, options);
        const result = waiting.get(key);
        waiting.delete(key);
        return result ?? world.tools.run(tool, args, options);
      };
      return { ...world, tools: { run } };
    },
  };
}

function keyOf({ name }: ToolSpec, args: readonly string[], options: RunOptions = {}): string {
  return JSON.stringify([name, args, Object.entries(options)]);
}
