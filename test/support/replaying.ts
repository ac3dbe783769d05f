import { portableText, type World } from '@assay/host';

/** A world that keeps what its tools said and what files were digested to, and one that says it again. */
export interface Replaying {
  /** Runs every tool, takes every digest, and keeps them. */
  recording: World;
  /**
   * Looks at the files as they are, and takes for a tool's answer what it said before when it was asked for the same in the same folder with the same variables. What tools
   * left in the scratch folder stays there. A run that was not made before is made, and a file that was not digested before is.
   */
  replayed: World;
}

/**
 * So that a failing look can be tried without running the tools again. What a tool says does not depend on how Assay reads a file; and where one tool fails, that the others
 * say what they said when all was well leaves a check more to be misled by, not less.
 */
export function replaying(world: World): Replaying {
  const { files, tools } = world;
  const kept = new Map<string, Promise<unknown>>();
  /** Remembers what came of each call, by the name that `nameOf` gives it; what fails is tried again. */
  function keep<Given extends unknown[], Answer>(
    call: (...given: Given) => Promise<Answer>,
    nameOf: (...given: Given) => unknown[],
  ) {
    const keyOf = (given: Given) => portableText(JSON.stringify(nameOf(...given)), world.anchors);
    const make = (...given: Given) => {
      const answer = call(...given);
      answer.then(
        () => kept.set(keyOf(given), answer),
        () => undefined,
      );
      return answer;
    };
    const repeat = (...given: Given) => (kept.get(keyOf(given)) as Promise<Answer> | undefined) ?? make(...given);
    return { make, repeat };
  }
  const run = keep(tools.run, ({ name }, args, { cwd, env = {} } = {}) => [
    name,
    args,
    cwd,
    Object.entries(env).sort(),
  ]);
  const digest = keep(files.digest, (path) => ['digest', path]);
  const tree = keep(files.tree, (path, options) => ['tree', path, options]);
  return {
    recording: {
      ...world,
      files: { ...files, digest: digest.make, tree: tree.make },
      tools: { run: run.make },
    },
    replayed: {
      ...world,
      files: { ...files, digest: digest.repeat, tree: tree.repeat },
      tools: { run: run.repeat },
      putInScratch: async () => undefined,
      emptyScratch: async () => undefined,
    },
  };
}
