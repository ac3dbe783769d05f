import path from 'node:path';
import { type Gap, UserError } from '@assay/evidence';
import { portableText, type ToolResult, type World } from '@assay/host';
import { type ExactFile, readLlvmJson } from '@assay/records';
import type { LlvmTools } from './llvm-tools.js';
import type { Built } from './messages.js';

/** The records of an export, by the names that the compiler gave the files. */
export interface ExactRecords {
  format: 'llvm-json';
  exact: Map<string, ExactFile>;
}

/** Raw profiles in a folder, and what is needed to read them. */
interface Profiles {
  /** The folder of the run, absolute, and which part of it holds them. */
  folder: string;
  part: string;
  /** The same folder within the scratch folder. */
  scratch: string;
  built: readonly Built[];
  tools: LlvmTools;
  /** What is not known where they cannot be read. */
  what: string;
}

/**
 * Merges raw profiles and reads the records of the objects that left them. One that cannot be read is never passed
 * over.
 */
export async function readProfiles(
  world: World,
  { folder, part, scratch, built, tools, what }: Profiles,
): Promise<{ records: ExactRecords; raw: string[] } | { gap: Gap }> {
  const profiles = path.join(folder, part);
  const names = (await world.files.kind(profiles)) === 'folder' ? await world.files.list(profiles) : [];
  const raw = names.filter((name) => name.endsWith('.profraw')).map((name) => path.join(profiles, name));
  if (raw.length === 0) return { gap: noProfileGap(what) };
  const { merged, merging } = await mergeProfiles(world, tools, raw, `${scratch}/${part}`);
  if (merging.status !== 0) return { gap: toolGap(world, what, 'llvm-profdata', merging) };
  const objects = built.map(({ file }) => file);
  const read = await exportRecords(world, tools, { profile: merged, objects });
  return 'gap' in read ? { gap: { ...read.gap, what } } : { records: read.records, raw };
}

/** Merges raw profiles (absolute) into a file of a folder in the scratch folder, and says what became of it. */
export async function mergeProfiles(
  world: World,
  { profdata }: LlvmTools,
  raw: readonly string[],
  scratch: string,
): Promise<{ merged: string; merging: ToolResult }> {
  await world.putInScratch(`${scratch}/profiles.txt`, raw.map((file) => `${file}\n`).join(''));
  const folder = path.join(world.scratch, scratch);
  const merged = path.join(folder, 'merged.profdata');
  const list = path.join(folder, 'profiles.txt');
  const merging = await world.tools.run(profdata, ['merge', '-sparse', `--input-files=${list}`, '-o', merged]);
  return { merged, merging };
}

/** What llvm-cov is to read. */
export interface Export {
  /** A merged profile, absolute. */
  profile: string;
  /** Absolute. */
  objects: readonly string[];
  /** Only these sources, as the compiler names them. */
  sources?: readonly string[];
  /** More options. */
  checks?: readonly string[];
}

/** Reads the records of objects with a profile. */
export async function exportRecords(
  world: World,
  { cov }: LlvmTools,
  { profile, objects, sources = [], checks = [] }: Export,
): Promise<{ records: ExactRecords; stderr: string } | { gap: Gap }> {
  const what = 'what the tests reached';
  const exported = await world.tools.run(cov, [
    ...['export', '-skip-functions', '-skip-expansions', ...checks, `-instr-profile=${profile}`],
    ...objects.flatMap((file) => ['-object', file]),
    ...(sources.length === 0 ? [] : ['-sources', ...sources]),
  ]);
  if (exported.status !== 0) return { gap: toolGap(world, what, 'llvm-cov', exported) };
  try {
    const exact = await readLlvmJson(partsOf(exported.stdout), 'the export of llvm-cov');
    return { records: { format: 'llvm-json', exact }, stderr: exported.stderr };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { gap: { what, why: error.message, remedy: error.remedy } };
  }
}

/** Bytes that are read at once, so that the reader keeps no copy of the whole. */
const PART = 2 ** 20;

async function* partsOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += PART) yield bytes.subarray(at, at + PART);
}

function noProfileGap(what: string): Gap {
  return {
    what,
    why: 'no test program left a profile',
    remedy: 'see that the tests end by themselves, and do not clear their environment',
  };
}

function toolGap(world: World, what: string, tool: string, result: ToolResult): Gap {
  return {
    what,
    why: refusalOf(world, tool, result),
    remedy: 'run the tests again; a profile of a process that was killed, or of another build, is of no use',
  };
}

/** What a tool says that refuses, its first lines, without absolute paths. */
export function refusalOf({ anchors }: World, tool: string, { stderr }: ToolResult): string {
  const said = portableText(stderr, anchors).trim().split('\n').slice(0, 5).join('\n');
  return `${tool} refused: ${said || 'it gave no reason'}`;
}
