import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import type { ExactFile } from '@assay/records';
import {
  findSysroot,
  type Identity,
  identityRun,
  type MemberWithTargets,
  readCargoConfig,
  readIdentity,
  rustc,
} from '@assay/rust';
import type { CoverageFacts, MemberFact, RunFact } from '../facts.js';
import { exactReader } from '../match/exact-reader.js';
import type { CoverageSettings } from '../settings.js';
import { findLlvmTools } from './llvm-tools.js';
import { measure } from './measure.js';
import type { PanickingTests } from './panicking-tests.js';
import { type ProcessProfiles, recordsOfProcesses } from './per-process.js';
import type { Recording } from './recording.js';
import { CONDITIONS, INSTRUMENT, wrapperScript } from './wrapper.js';

/** What the runs of the tests came to. */
export interface Runs extends Pick<CoverageFacts, 'compiler' | 'llvm' | 'options'> {
  runs: RunFact[];
  recordings: Recording[];
  /** Why conditions were not measured; `undefined` where they were. */
  noConditions: string | undefined;
  /** What tests left that pass when they panic: counted too far. */
  panicking: Recording[];
  /** The same recordings of some files (absolute), test by test where the runner keeps them apart. `undefined` where it does not. */
  apart?(files: readonly string[]): Promise<Recording[]>;
  gaps: Gap[];
}

/**
 * Runs the tests as often as the settings say. Conditions need an unstable option of the compiler: it is used only where a member is asked for
 * more than functions and statements. Throws WorldError when interrupted.
 */
export async function runAll(
  world: World,
  settings: CoverageSettings,
  members: readonly MemberWithTargets[],
  described: readonly MemberFact[],
  panicking: Promise<PanickingTests>,
): Promise<Runs> {
  const none = {
    compiler: null,
    llvm: null,
    options: [],
    runs: [],
    recordings: [],
    panicking: [],
    noConditions: undefined,
  };
  if (settings.runs.length === 0) return { ...none, gaps: [] };
  const prepared = await prepare(world, described);
  if ('gap' in prepared) return { ...none, gaps: [prepared.gap] };
  const { compiler, tools, wrapper, options, noConditions } = prepared;
  const result: Runs = { ...none, panicking: [], compiler, llvm: tools.version, options, noConditions, gaps: [] };
  const byRun: { whole: Recording; processes: ProcessProfiles | undefined }[] = [];
  for (const [index, run] of settings.runs.entries()) {
    const instruments = { tools, wrapper, members, settings, panicking };
    const { fact, records, processes, gaps, ...measured } = await measure(world, run, index, instruments);
    result.runs.push(fact);
    result.gaps.push(...gaps);
    if (measured.panicking !== undefined) result.panicking.push(recordingOf(measured.panicking.exact));
    if (records !== undefined) byRun.push({ whole: recordingOf(records.exact), processes });
  }
  result.recordings = byRun.map(({ whole }) => whole);
  if (byRun.some(({ processes }) => processes !== undefined)) {
    result.apart = async (files) => {
      const each = await Promise.all(
        byRun.map(async ({ whole, processes }) => {
          const records = processes === undefined ? undefined : await recordsOfProcesses(world, processes, files);
          return records?.map(recordingOf) ?? [whole];
        }),
      );
      return each.flat();
    };
  }
  return result;
}

function recordingOf(files: ReadonlyMap<string, ExactFile>): Recording {
  return {
    paths: new Set(files.keys()),
    readers: (file) => [files.get(file)].flatMap((each) => (each === undefined ? [] : exactReader(each))),
    lines: (file) => files.get(file)?.lineCounts(),
  };
}

const WHAT = 'what the tests reach';

/** Everything that all runs share, or why there is none. */
async function prepare(world: World, described: readonly MemberFact[]) {
  if (world.hostTriple?.includes('-windows-') === true) {
    return {
      gap: {
        what: WHAT,
        why: 'instrumenting the members needs a POSIX shell, which Windows has not',
        remedy: 'run the check on Linux or macOS, or say runs = [] and name reports in [coverage]',
      },
    };
  }
  const other = await otherProgram(world);
  if (other !== undefined) {
    return {
      gap: { what: WHAT, why: `${other.name} ${other.does}`, remedy: `take ${other.name} away for this run` },
    };
  }
  const compiler = await askCompiler(world);
  if (compiler === undefined || compiler.llvm === null || compiler.host === null) {
    return {
      gap: {
        what: WHAT,
        why: 'rustc -vV does not say which compiler it is, and with which LLVM',
        remedy: 'run rustc -vV and repair what it says',
      },
    };
  }
  const { folder: sysroot } = await findSysroot(world);
  if (!(await hasProfiler(world, sysroot, compiler.host))) {
    return {
      gap: {
        what: WHAT,
        why: `rustc ${compiler.release} was built without the profiler runtime, so that nothing it compiles can be measured`,
        remedy: 'use a compiler that has it: the Rust project’s own do',
      },
    };
  }
  // Asked for only where they can help.
  const tools = await findLlvmTools(world, { llvm: compiler.llvm, sysroot, host: compiler.host });
  if ('gap' in tools) return tools;
  const noConditions = await refusesConditions(world, described);
  const conditions = noConditions === undefined;
  const script = wrapperScript({ conditions });
  // Another name for other options: Cargo builds anew when the wrapper is another.
  const name = `coverage/${conditions ? 'rustc-conditions' : 'rustc-regions'}`;
  await world.putInScratch(name, { program: script });
  return {
    compiler,
    tools,
    wrapper: path.join(world.scratch, name),
    options: [INSTRUMENT, ...(conditions ? [CONDITIONS] : [])],
    noConditions,
  };
}

/** What makes Cargo start another program than the `rustc` of the search path behind Assay's own. */
const otherPrograms = [
  {
    variables: ['RUSTC_WORKSPACE_WRAPPER', 'CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER'],
    key: 'rustc-workspace-wrapper',
    does: 'puts a program in front of rustc, where Assay’s own has to stand',
  },
  {
    variables: ['RUSTC', 'CARGO_BUILD_RUSTC'],
    key: 'rustc',
    does: 'makes Cargo compile with another rustc than the one on PATH, so that the evidence would name the wrong one',
  },
] as const;

async function otherProgram(world: World): Promise<{ name: string; does: string } | undefined> {
  const files = await readCargoConfig(world, world.anchors);
  for (const { variables, key, does } of otherPrograms) {
    const set = variables.find((name) => (world.environment.get(name) ?? '') !== '');
    if (set !== undefined) return { name: set, does };
    for (const { path: file, document } of files) {
      const build = document.value.build as { [key: string]: unknown } | undefined;
      if (build !== undefined && Object.hasOwn(build, key)) return { name: `build.${key} in ${file}`, does };
    }
  }
  return undefined;
}

async function askCompiler(world: World): Promise<Identity | undefined> {
  const { tool, args, options } = identityRun(rustc);
  const { status, stdout } = await world.tools.run(tool, args, options);
  return status === 0 ? readIdentity(stdout) : undefined;
}

async function hasProfiler(world: World, sysroot: string, host: string): Promise<boolean> {
  const names = await world.files.list(path.join(sysroot, 'lib', 'rustlib', host, 'lib'));
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
