import { createHash } from 'node:crypto';
import { byCodeUnit, type Input, sha256, type Tool } from '@assay/evidence';
import { portablePath } from './portable.js';
import { textReaders } from './text.js';
import type { Files, ToolResult, ToolSpec, World } from './world.js';

/** What a recording world has seen. */
export interface Recorded {
  inputs: Input[];
  tools: Tool[];
}

/** A world that remembers every file that was read through it and every tool that was run. */
export interface RecordingWorld extends World {
  /**
   * The record so far: files by portable path with the digest of the bytes that were handed out, and each tool with its
   * own answer to who it is. Call it once, when the check has ended.
   */
  recorded(): Promise<Recorded>;
}

export function recording(world: World): RecordingWorld {
  const inputs = new Map<string, string>();
  const identities = new Map<string, Promise<Tool>>();
  const read: Files['read'] = async (path, options) => {
    const content = await world.files.read(path, options);
    if (options?.isBuilt !== true) inputs.set(portablePath(path, world.anchors), sha256(content));
    return content;
  };
  const parts: Files['parts'] = async function* (path, options) {
    const hash = createHash('sha256');
    for await (const part of world.files.parts(path, options)) {
      hash.update(part);
      yield part;
    }
    inputs.set(portablePath(path, world.anchors), hash.digest('hex'));
  };
  const text = textReaders(read, (path) => portablePath(path, world.anchors));
  const files: Files = { ...world.files, ...text, read, parts };
  return {
    ...world,
    files,
    tools: {
      run(tool, args, options) {
        const result = world.tools.run(tool, args, options);
        // Asked when the run has ended, so that it does not slow it down, and while its result is being read.
        const ended = result.then(
          () => undefined,
          () => undefined,
        );
        if (!identities.has(tool.name)) {
          const own = isWhoAreYou(tool, args) ? identityIn(tool, result) : undefined;
          identities.set(tool.name, own ?? ended.then(() => identify(world, tool)));
        }
        return result;
      },
    },
    async recorded() {
      return {
        inputs: [...inputs]
          .map(([path, digest]) => ({ path, sha256: digest }))
          .sort((a, b) => byCodeUnit(a.path, b.path)),
        tools: (await Promise.all(identities.values())).sort((a, b) => byCodeUnit(a.name, b.name)),
      };
    },
  };
}

/** Is the run the very one that asks who the tool is, or its verbose form, which begins alike? Then it need not be asked again. */
function isWhoAreYou({ identity }: ToolSpec, args: readonly string[]): boolean {
  return args.length === 1 && [...identity.args, '-vV'].includes(args[0] ?? '');
}

/** Which tool it is, by its own word; version `unknown` when it does not say. */
function identify(world: World, spec: ToolSpec): Promise<Tool> {
  return identityIn(spec, world.tools.run(spec, spec.identity.args));
}

async function identityIn(spec: ToolSpec, run: Promise<ToolResult>): Promise<Tool> {
  try {
    const { status, stdout } = await run;
    const identity = status === 0 ? spec.identity.parse(stdout) : undefined;
    return { name: spec.name, ...(identity ?? { version: 'unknown' }) };
  } catch {
    // The run that mattered has its own error handling; here only a name is missing, and "unknown" says so.
    return { name: spec.name, version: 'unknown' };
  }
}
