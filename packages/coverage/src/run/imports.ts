import path from 'node:path';
import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { type LineCounts, type Records, readRecords } from '@assay/records';
import { findSysroot, identityRun, readIdentity, rustc } from '@assay/rust';
import type { CoverageFacts } from '../facts.js';
import { exactReader } from '../match/exact-reader.js';
import { lineReader, type ParsedText } from '../match/line-reader.js';
import type { FileReader } from '../match/reader.js';
import type { CoverageSettings, ProfileSource, ReportSource } from '../settings.js';
import { findLlvmTools } from './llvm-tools.js';
import { exportRecords } from './measure.js';

/** What a run or a report recorded, by file. */
export interface Recording {
  /** The files that it speaks of, absolute or relative to the workspace root. */
  paths: ReadonlySet<string>;
  readers(file: string, source: ParsedText): FileReader[];
  /** How often each line was executed. */
  lines(file: string): LineCounts | undefined;
}

type ImportFact = Omit<CoverageFacts['imports'][number], 'speaksOf'>;

/** The reports that the policy names, in its order, and what they recorded. */
export interface Imports {
  imports: ImportFact[];
  recordings: Recording[];
  gaps: Gap[];
}

/** 16 GiB: reports are read in parts, and none comes near it. */
const REPORT_LIMIT = 2 ** 34;

/** What a format has no room for. */
const lacks: Readonly<Record<ImportFact['format'], string>> = {
  'llvm-json': '',
  profraw: '',
  lcov: 'which statements ran that are not the first thing on their line, arms of match, ?',
  cobertura:
    'which statements ran that are not the first thing on their line, which of a line’s branches were taken, arms of match, ?, MC/DC',
};

/** Reads every report and every profile of the settings. What cannot be read is a gap. Throws WorldError when interrupted. */
export async function readImports(world: World, settings: CoverageSettings): Promise<Imports> {
  const result: Imports = { imports: [], recordings: [], gaps: [] };
  const add = (outcome: Imported) => {
    if ('gap' in outcome) {
      result.gaps.push(outcome.gap);
      return;
    }
    result.imports.push(outcome.fact);
    result.recordings.push(outcome.recording);
  };
  for (const source of settings.reports) add(await readOne(world, source));
  for (const [index, source] of settings.profiles.entries()) add(await readProfile(world, source, index));
  return result;
}

type Imported = { fact: ImportFact; recording: Recording } | { gap: Gap };

async function readOne(world: World, { file, 'ran-on': ranOn, root }: ReportSource): Promise<Imported> {
  try {
    const records = await readRecords(world.files.parts(file, { maxBytes: REPORT_LIMIT }), file);
    const sha256 = await world.files.digest(file);
    const { format } = records;
    const fact = { name: file, files: [{ path: file, sha256 }], format, ranOn, lacks: lacks[format] };
    return { fact, recording: recordingOf(records, root) };
  } catch (error) {
    return { gap: importGap(error, file) };
  }
}

function importGap(error: unknown, file: string): Gap {
  const what = `what ${file} recorded`;
  if (error instanceof UserError)
    return { what, why: error.message, remedy: error.remedy, at: error.at ?? { path: file } };
  if (!isWorldError(error) || error.kind === 'interrupted') throw error;
  return {
    what,
    why: error.message,
    remedy: 'bring the report before the check runs, or take it out of [coverage]',
    at: { path: file },
  };
}

/** The records of a report by the workspace's own paths. */
function recordingOf(records: Records, root: string | undefined): Recording {
  const sources = 'sources' in records ? records.sources : [];
  // A file without a single line says nothing of that file, and must not pass for a record of it.
  const byOwnPath = <File>(files: ReadonlyMap<string, File> | undefined, isRecord: (file: File) => boolean) =>
    new Map(
      [...(files ?? [])].flatMap(([file, each]) => (isRecord(each) ? [[ownPath(file, root, sources), each]] : [])),
    );
  const exact = byOwnPath('exact' in records ? records.exact : undefined, ({ segments }) => segments.length > 0);
  const lines = byOwnPath('lines' in records ? records.lines : undefined, (file) => file.lines.size > 0);
  return {
    paths: new Set([...exact.keys(), ...lines.keys()]),
    readers(file, source) {
      const [exactFile, lineFile] = [exact.get(file), lines.get(file)];
      return [
        ...(exactFile === undefined ? [] : [exactReader(exactFile)]),
        ...(lineFile === undefined ? [] : [lineReader(lineFile, source)]),
      ];
    },
    lines: (file) => exact.get(file)?.lineCounts() ?? lines.get(file)?.lines,
  };
}

/** A report's path without the folder that it begins with elsewhere; Cobertura's may be relative to one of its sources. */
function ownPath(file: string, root: string | undefined, sources: readonly string[]): string {
  const [only, ...others] = sources;
  const whole = path.isAbsolute(file) || only === undefined || others.length > 0 ? file : path.join(only, file);
  if (root === undefined) return whole;
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}

/** Merges the raw profiles of a target and reads the records of the objects that left them. */
async function readProfile(world: World, source: ProfileSource, index: number): Promise<Imported> {
  const [file = ''] = source.profiles;
  const what = `what ${source.profiles.join(', ')} recorded`;
  try {
    const { tool, args, options } = identityRun(rustc);
    const { status, stdout } = await world.tools.run(tool, args, options);
    const compiler = status === 0 ? readIdentity(stdout) : undefined;
    if (compiler === undefined || compiler.llvm === null || compiler.host === null) {
      return {
        gap: {
          what,
          why: 'rustc -vV does not say with which LLVM it was built',
          remedy: 'run rustc -vV and repair what it says',
        },
      };
    }
    const tools = await findLlvmTools(world, {
      llvm: compiler.llvm,
      sysroot: (await findSysroot(world)).folder,
      host: compiler.host,
    });
    if ('gap' in tools) return tools;
    const files = await Promise.all(
      [...source.profiles, ...source.objects].map(async (each) => ({
        path: each,
        sha256: await world.files.digest(each),
      })),
    );
    const inRoot = (each: string) => path.resolve(world.root, each);
    await world.emptyScratch(`coverage/profile-${index + 1}`);
    await world.putInScratch(
      `coverage/profile-${index + 1}/profiles.txt`,
      source.profiles.map((each) => `${inRoot(each)}\n`).join(''),
    );
    const folder = path.join(world.scratch, 'coverage', `profile-${index + 1}`);
    const merged = path.join(folder, 'merged.profdata');
    const merging = await world.tools.run(tools.profdata, [
      'merge',
      '-sparse',
      `--input-files=${path.join(folder, 'profiles.txt')}`,
      '-o',
      merged,
    ]);
    if (merging.status !== 0) return { gap: refusedGap(what, merging.stderr, file) };
    const exported = await exportRecords(world, merged, source.objects.map(inRoot), tools);
    if ('gap' in exported) return { gap: { ...exported.gap, what, at: { path: file } } };
    if (/mismatched data/.test(exported.stderr)) {
      return {
        gap: {
          what,
          why: 'the profiles are not of these objects: functions have other hashes than the objects say',
          remedy: 'bring the objects that ran, byte for byte, with the profiles that they left',
          at: { path: file },
        },
      };
    }
    const fact = { name: file, files, format: 'profraw' as const, ranOn: source['ran-on'], lacks: lacks.profraw };
    return { fact, recording: recordingOf(exported.records, source.root) };
  } catch (error) {
    return { gap: importGap(error, file) };
  }
}

function refusedGap(what: string, stderr: string, file: string): Gap {
  const why = `llvm-profdata refused: ${stderr.trim().split('\n')[0] ?? 'it gave no reason'}`;
  return {
    what,
    why,
    remedy: 'bring the raw profiles whole, as the target wrote them, and made by the compiler that is pinned',
    at: { path: file },
  };
}
