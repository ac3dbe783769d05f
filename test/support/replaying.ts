import { portableText, type ToolResult, type World } from '@assay/host';

/** A world that keeps what its tools said, and one that says it again. */
export interface Replaying {
  /** Runs every tool, and keeps what it said. */
  recording: World;
  /**
   * Looks at the files as they are, and takes for a tool's answer what it said before. What tools left in the scratch folder stays there. A run that was not
   * made before is made.
   */
  replayed: World;
}

/**
 * For checks that run a build: what a tool says does not depend on how Assay reads a file, so that a failing look at a file can be tried without running
 * the tools again.
 */
export function replaying(world: World): Replaying {
  const said = new Map<string, ToolResult>();
  const nameOf = (tool: string, args: readonly string[]) =>
    [tool, ...args.map((word) => portableText(word, world.anchors))].join(' ');
  const run: World['tools']['run'] = async (tool, args, options) => {
    const result = await world.tools.run(tool, args, options);
    said.set(nameOf(tool.name, args), result);
    return result;
  };
  return {
    recording: { ...world, tools: { run } },
    replayed: {
      ...world,
      tools: { run: async (tool, args, options) => said.get(nameOf(tool.name, args)) ?? run(tool, args, options) },
      putInScratch: async () => undefined,
      emptyScratch: async () => undefined,
    },
  };
}
