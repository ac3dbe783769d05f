import { fakeWorld, type Host, type ToolResult } from '@assay/host';

/** A machine in memory: what is written can be read at once. */
export interface MemoryHost {
  host: Host;
  /** Content by absolute path. */
  files: Map<string, string | Uint8Array>;
  /** What was written and removed, in order: `write /a`, `remove /b`. A removal of what is not there is not among it. */
  deeds: string[];
}

/** `git`: what git answers; without it there is no git. `environment`: variables, by name; a later change of it is seen. */
export function memoryHost(
  given: Readonly<Record<string, string | Uint8Array>>,
  git?: (args: readonly string[]) => ToolResult,
  environment: Readonly<Record<string, string>> = {},
): MemoryHost {
  const files = new Map(Object.entries(given));
  const deeds: string[] = [];
  const host: Partial<Host> = {
    world: (root) => ({
      ...fakeWorld({ root, environment, ...(git === undefined ? {} : { tools: (_, args) => git(args) }) }),
      // Made anew for each look, because checks and the pipeline write in between.
      get files() {
        return fakeWorld({ root, files: Object.fromEntries(files) }).files;
      },
    }),
    writer: {
      writeWhole: async (file: string, content: string | Uint8Array) => {
        files.set(file, content);
        deeds.push(`write ${file}`);
      },
      createNew: async (file: string, content: string) => {
        if (files.has(file)) return false;
        files.set(file, content);
        deeds.push(`write ${file}`);
        return true;
      },
      copyFile: async (from: string, to: string) => {
        files.set(to, files.get(from) ?? '');
        deeds.push(`write ${to}`);
      },
      remove: async (file: string) => {
        if (files.delete(file)) deeds.push(`remove ${file}`);
      },
    } as Partial<Host['writer']> as Host['writer'],
  };
  return { host: host as Host, files, deeds };
}
