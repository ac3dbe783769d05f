import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** How often lines were executed, by file (absolute) and line. */
export type Lines = Map<string, Map<number, number>>;

/** A region of code in a function: lines and columns from 1, and how often it was executed. */
export interface Region {
  from: [line: number, column: number];
  to: [line: number, column: number];
  count: number;
}

/** One instance of a function, in its file (absolute). */
export interface Instance {
  file: string;
  regions: Region[];
  count: number;
}

/** How often a condition was true and false, all instances together: `from` and `to` as `12:5-12:9`. */
export type Branches = Map<string, { true: number; false: number }>;

/** What LLVM's own tools say of a run: of its profiles and objects, read without Assay's code. */
export interface LlvmRecords {
  /** As LCOV, added over the profiles that the run left, as adding LCOV files does. */
  lines: Lines;
  instances: Instance[];
  /** By file. */
  branches: Map<string, Branches>;
  /** Of `llvm-cov report`, by file: how many lines, and how many of them executed. */
  report: Map<string, { count: number; covered: number }>;
}

/** The export of llvm-cov, as far as it is read here. `llvm/tools/llvm-cov/CoverageExporterJson.cpp` */
interface Export {
  data: {
    files: {
      filename: string;
      branches: number[][];
      summary: { lines: { count: number; covered: number } };
    }[];
    functions: { filenames: string[]; count: number; regions: number[][] }[];
  }[];
}

/**
 * Reads the first run of a workspace that was measured, with the tools that `LLVM_COV` and `LLVM_PROFDATA` name. `digests`: those of the objects,
 * in hex, by which they are found. Throws when one of them is not there.
 */
export function readLlvmRecords(workspace: string, digests: ReadonlySet<string>): LlvmRecords {
  const run = join(workspace, 'target/assay/build/coverage/run-1');
  const objects = objectsOf(workspace, run, digests);
  const profiles = ['tests', 'panicking'].map((part) => join(run, part, 'merged.profdata')).filter(existsSync);
  const scratch = mkdtempSync(join(tmpdir(), 'assay-llvm-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const all = join(scratch, 'all.profdata');
  llvm('LLVM_PROFDATA', ['merge', '-sparse', ...profiles, '-o', all]);
  const [whole] = (JSON.parse(exported(all, objects, ['-format=text'])) as Export).data;
  if (whole === undefined) throw new Error('llvm-cov exported nothing');
  return {
    lines: sumOf(profiles.map((profile) => readLines(exported(profile, objects, ['-format=lcov'])))),
    instances: whole.functions.map(({ filenames: [file = ''], count, regions }) => ({
      file,
      count,
      regions: regions.flatMap(toRegion),
    })),
    branches: new Map(whole.files.map(({ filename, branches }) => [filename, toBranches(branches)])),
    report: new Map(
      whole.files.map(({ filename, summary: { lines } }) => [filename, { count: lines.count, covered: lines.covered }]),
    ),
  };
}

/** Programs first, then the parts of libraries. */
function objectsOf(workspace: string, run: string, digests: ReadonlySet<string>): string[] {
  const inFolder = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const programs = inFolder(join(workspace, 'target/debug/deps')).filter((file) => !/\.\w+$/.test(file));
  const objects = [...programs, ...inFolder(join(run, 'objects'))].filter((file) => digests.has(digestOf(file)));
  const missing = digests.size - new Set(objects.map(digestOf)).size;
  if (missing > 0) throw new Error(`${missing} objects of the run are not there any more`);
  return objects;
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function exported(profile: string, objects: readonly string[], options: readonly string[]): string {
  const named = objects.flatMap((file) => ['-object', file]);
  return llvm('LLVM_COV', ['export', ...options, `-instr-profile=${profile}`, ...named]);
}

function llvm(variable: 'LLVM_COV' | 'LLVM_PROFDATA', args: readonly string[]): string {
  const program = process.env[variable] ?? '';
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The lines of LCOV, by file. */
export function readLines(lcov: string): Lines {
  const files: Lines = new Map();
  let lines = new Map<number, number>();
  for (const record of lcov.split('\n')) {
    if (record.startsWith('SF:')) {
      lines = new Map();
      files.set(record.slice('SF:'.length), lines);
    }
    const [, line, count] = /^DA:(\d+),(\d+)$/.exec(record) ?? [];
    if (line !== undefined) lines.set(Number(line), Number(count));
  }
  return files;
}

function sumOf(all: readonly Lines[]): Lines {
  const sum: Lines = new Map();
  for (const lines of all) {
    for (const [file, own] of lines) {
      const before = sum.get(file) ?? new Map<number, number>();
      for (const [line, count] of own) before.set(line, (before.get(line) ?? 0) + count);
      sum.set(file, before);
    }
  }
  return sum;
}

/** Of the kinds of regions, code alone, and of the files that a function stands in, the first: others are macros’. */
function toRegion([line = 0, column = 0, endLine = 0, endColumn = 0, count = 0, file, , kind]: number[]): Region[] {
  return file === 0 && kind === 0 ? [{ from: [line, column], to: [endLine, endColumn], count }] : [];
}

function toBranches(rows: readonly number[][]): Branches {
  const branches: Branches = new Map();
  for (const [line, column, endLine, endColumn, whenTrue = 0, whenFalse = 0] of rows) {
    const key = `${line}:${column}-${endLine}:${endColumn}`;
    const before = branches.get(key) ?? { true: 0, false: 0 };
    branches.set(key, { true: before.true + whenTrue, false: before.false + whenFalse });
  }
  return branches;
}
