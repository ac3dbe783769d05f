import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { isWorldError, portablePath, type ToolSpec, type World } from '@assay/host';
import { findOnPath, programFile, searchPath } from '@assay/rust';

/** The two programs that read what instrumented programs leave. */
export interface LlvmTools {
  profdata: ToolSpec;
  cov: ToolSpec;
  /** Of `llvm-cov`: 22.1.8. */
  version: string;
}

/** What the tools must fit. */
export interface LlvmOf {
  /** rustc's word for its LLVM: 22.1.2. */
  llvm: string;
  /** The toolchain's folder, absolute. */
  sysroot: string;
  host: string;
}

const variables = { 'llvm-profdata': 'LLVM_PROFDATA', 'llvm-cov': 'LLVM_COV' } as const;
type Name = keyof typeof variables;

/**
 * Finds the LLVM tools whose major version is that of the compiler's LLVM: those that `LLVM_COV` and `LLVM_PROFDATA`
 * name; otherwise the toolchain's own (its component `llvm-tools`), `llvm-cov-22` on PATH, `llvm-cov`. That a tool of
 * another version takes a profile is no sign that it reads it right (LLVM 19 takes those of rustc 1.95: observed), so
 * that nothing else is accepted. Throws WorldError when interrupted.
 */
export async function findLlvmTools(world: World, wanted: LlvmOf): Promise<LlvmTools | { gap: Gap }> {
  const [profdata, cov] = await Promise.all([
    findTool(world, 'llvm-profdata', wanted),
    findTool(world, 'llvm-cov', wanted),
  ]);
  if ('refused' in profdata || 'refused' in cov) {
    return {
      gap: missingTools(
        wanted,
        [profdata, cov].flatMap((each) => ('refused' in each ? each.refused : [])),
      ),
    };
  }
  return { profdata: profdata.tool, cov: cov.tool, version: cov.version };
}

type Found = { tool: ToolSpec; version: string } | { refused: string[] };

async function findTool(world: World, name: Name, wanted: LlvmOf): Promise<Found> {
  const refused: string[] = [];
  for (const file of await candidates(world, name, wanted)) {
    const tool = llvmTool(name, file);
    const version = await versionOf(world, tool);
    if (version !== undefined && major(version) === major(wanted.llvm)) return { tool, version };
    const what = version === undefined ? 'no LLVM tool' : `of LLVM ${version}`;
    refused.push(`${portablePath(file, world.anchors)} is ${what}`);
  }
  return { refused };
}

async function candidates(world: World, name: Name, { llvm, sysroot, host }: LlvmOf): Promise<string[]> {
  const folders = searchPath(world);
  const named = world.environment.get(variables[name]) ?? '';
  // Who names a tool means that one: another in its place would be a surprise. As a shell does, a word alone is looked
  // for on PATH.
  if (named !== '') {
    const isWord = path.basename(named) === named;
    return [(isWord ? await findOnPath(world, folders, named) : undefined) ?? path.resolve(world.root, named)];
  }
  const own = path.join(sysroot, 'lib', 'rustlib', host, 'bin', programFile(world, name));
  const isOwn = await world.files.isExecutable(own);
  const onPath = await Promise.all(
    [`${name}-${major(llvm)}`, name].map((program) => findOnPath(world, folders, program)),
  );
  return [...(isOwn ? [own] : []), ...onPath.flatMap((file) => file ?? [])];
}

function llvmTool(name: Name, program: string): ToolSpec {
  return {
    name,
    program,
    identity: {
      // Before LLVM 18 llvm-profdata answers for its commands only (observed with 14).
      args: name === 'llvm-profdata' ? ['merge', '--version'] : ['--version'],
      parse: (stdout) => {
        const version = versionIn(stdout);
        return version === undefined ? undefined : { version };
      },
    },
  };
}

async function versionOf(world: World, tool: ToolSpec): Promise<string | undefined> {
  try {
    const { status, stdout } = await world.tools.run(tool, tool.identity.args, { timeout: 60_000 });
    return status === 0 ? versionIn(stdout) : undefined;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined; // It cannot be used; the gap names it.
  }
}

/** `LLVM version 22.1.8`, with a distribution's name before it; the whole answer is at least two lines long. */
function versionIn(stdout: string): string | undefined {
  return /LLVM version (\d+\.\d+\.\d+)[^\n]*\n/.exec(stdout)?.[1];
}

function major(version: string): string {
  return version.split('.')[0] ?? '';
}

function missingTools({ llvm }: LlvmOf, refused: readonly string[]): Gap {
  const version = major(llvm);
  const found = refused.length === 0 ? '' : `: ${[...new Set(refused)].join(', ')}`;
  return {
    what: 'what the tests reached',
    why:
      `the compiler is built with LLVM ${llvm}, and there is no llvm-profdata and llvm-cov ` +
      `of LLVM ${version}${found}`,
    remedy:
      `run rustup component add llvm-tools, or install llvm-${version} and put llvm-cov-${version} on PATH, ` +
      'or name both with LLVM_PROFDATA and LLVM_COV',
  };
}
