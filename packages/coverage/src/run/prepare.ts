import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { askCompiler, findSysroot, type KnownCompiler, rustc } from '@assay/rust';
import type { MemberFact } from '../facts.js';
import { findLlvmTools, type LlvmTools } from './llvm-tools.js';
import { otherProgram } from './other-program.js';
import { CONDITIONS, INSTRUMENT, wrapperScript } from './wrapper.js';

/** Everything that all runs share. */
export interface Prepared {
  compiler: KnownCompiler;
  tools: LlvmTools;
  /** The program that instruments, absolute. */
  wrapper: string;
  /** The compiler's options for what is measured. */
  options: string[];
  /** Why conditions are not recorded; `undefined` where they are. */
  noConditions: string | undefined;
}

/** Looks for what is needed to measure, and says what is in the way. Throws WorldError when interrupted. */
export async function prepare(world: World, described: readonly MemberFact[]): Promise<Prepared | { gap: Gap }> {
  if (world.hostTriple?.includes('-windows-') === true) {
    return refusal(
      'instrumenting the members needs a POSIX shell, which Windows has not',
      'run the check on Linux or macOS, or say runs = [] and name reports in [coverage]',
    );
  }
  const other = await otherProgram(world);
  if (other !== undefined) return refusal(`${other.name} ${other.does}`, `take ${other.name} away for this run`);
  const asked = await askCompiler(world, WHAT);
  if ('gap' in asked) return asked;
  const { llvm, host, release } = asked.compiler;
  const { folder: sysroot } = await findSysroot(world);
  if (!(await hasProfiler(world, sysroot, host))) {
    return refusal(
      `rustc ${release} was built without the profiler runtime, so that nothing it compiles can be measured`,
      'use a compiler that has it: the Rust project’s own do',
    );
  }
  // Asked for only where they can help.
  const tools = await findLlvmTools(world, { llvm, sysroot, host });
  if ('gap' in tools) return tools;
  const noConditions = await refusesConditions(world, described);
  const conditions = noConditions === undefined;
  // Another name for other options: Cargo builds anew when the wrapper is another.
  const name = `coverage/${conditions ? 'rustc-conditions' : 'rustc-regions'}`;
  await world.putInScratch(name, { program: wrapperScript({ conditions }) });
  return {
    ...{ compiler: asked.compiler, tools, noConditions },
    wrapper: path.join(world.scratch, name),
    options: [INSTRUMENT, ...(conditions ? [CONDITIONS] : [])],
  };
}

const WHAT = 'what the tests reach';

function refusal(why: string, remedy: string): { gap: Gap } {
  return { gap: { what: WHAT, why, remedy } };
}

async function hasProfiler(world: World, sysroot: string, host: string): Promise<boolean> {
  const folder = path.join(sysroot, 'lib', 'rustlib', host, 'lib');
  if ((await world.files.kind(folder)) !== 'folder') return false;
  const names = await world.files.list(folder);
  return names.some((name) => /^libprofiler_builtins-.*\.rlib$/.test(name));
}

/** Why the values of conditions are not recorded; `undefined` where they are. */
async function refusesConditions(world: World, described: readonly MemberFact[]): Promise<string | undefined> {
  const wanted = ['decision', 'condition', 'mcdc'];
  if (
    !described.some(({ required }) => required.some(({ metric, percent }) => wanted.includes(metric) && percent > 0))
  ) {
    return 'no member’s integrity level asks for it, so that no unstable option was used';
  }
  try {
    const { status } = await world.tools.run(rustc, [...CONDITIONS.split(' '), '--print', 'sysroot'], {
      env: { RUSTC_BOOTSTRAP: '1' },
      timeout: 60_000,
    });
    return status === 0 ? undefined : `the compiler refuses ${CONDITIONS}`;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return `the compiler could not be asked for ${CONDITIONS}: ${error.message}`;
  }
}
