import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Check, examine, inParts, settingsOf } from '@assay/check';
import { applyDeviations, type Finding, type Gap, Severity, Subject } from '@assay/evidence';
import { realHost, type World } from '@assay/host';
import { policyTables, ruleIds } from '@assay/pipeline';
import { type Policy, parsePolicy } from '@assay/policy';
import { baselineReleases } from '@assay/rust';
import * as z from 'zod';
import { bringProfile, commitBeforeTheChange, nameLlvm } from './coverage-workspaces.js';
import { nameCrossTools } from './cross-tools.js';
import { type LockedToolchain, lockRustupToolchain, lockVendorToolchain } from './locked-toolchain.js';
import { keepPublishedIndex } from './published-index.js';
import { linkDocumentedToolchain } from './targets-toolchain.js';

const root = join(import.meta.dirname, '..');
const cleanFolder = join(root, 'clean');
const faultsFolder = join(root, 'faults');

/** A file of the toolchain that is written, given another mode, replaced by a link, or removed. */
const SysrootEdit = z.union([
  z.strictObject({ file: z.string(), append: z.string() }),
  z.strictObject({ file: z.string(), content: z.string() }),
  z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() }),
  z.strictObject({ file: z.string(), mode: z.string().regex(/^[0-7]{3,4}$/) }),
  z.strictObject({ file: z.string(), link: z.string() }),
  z.strictObject({ folder: z.string() }),
  z.strictObject({ remove: z.array(z.string()).min(1) }),
]);

/** One edit on a clean workspace. Each must apply exactly once. */
const Edit = z.union([
  z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() }),
  z.strictObject({ remove: z.string() }),
  z.strictObject({ add: z.strictObject({ file: z.string(), content: z.string() }) }),
  /** Bytes that are no text. */
  z.strictObject({ add: z.strictObject({ file: z.string(), base64: z.base64() }) }),
  /** In the toolchain's folder. `late`: between the first look and the second. */
  z.strictObject({ sysroot: SysrootEdit, late: z.boolean().default(false) }),
  /** `${FAULT}` stands for the fault's own folder, any other `${NAME}` for that variable. `late`: likewise. */
  z.strictObject({ environment: z.record(z.string(), z.string()), late: z.boolean().default(false) }),
]);
export type Edit = z.infer<typeof Edit>;

const ExpectedGap = z.union([z.string(), z.strictObject({ what: z.string(), at: z.string() })]);

/** `test/faults/<check>/<slug>/fault.json`: an edit, and everything that the check must say of it. */
const Fault = z.strictObject({
  clean: z.string(),
  edit: Edit,
  findings: z.array(z.strictObject({ rule: z.string(), severity: Severity, subject: Subject, at: z.string() })),
  examined: z.int().nonnegative(),
  /** What could not be known; with its place where the gap has one that matters. */
  gaps: z.array(ExpectedGap),
});
export type Fault = z.infer<typeof Fault>;

export interface SeededFault extends Fault {
  check: string;
  slug: string;
  /** Where it stands, absolute. */
  folder: string;
}

/** Every seeded fault. Throws when one does not have the form. */
export function seededFaults(): SeededFault[] {
  return folders(faultsFolder).flatMap((check) =>
    folders(join(faultsFolder, check)).map((slug) => {
      const folder = join(faultsFolder, check, slug);
      return { check, slug, folder, ...Fault.parse(JSON.parse(readFileSync(join(folder, 'fault.json'), 'utf8'))) };
    }),
  );
}

/** The clean workspaces, each named after its check: `msrv`, `toolchain`, `toolchain-locked`. */
export function cleanWorkspaces(): string[] {
  return folders(cleanFolder);
}

/** The check that a clean workspace is for. */
export function checkOf(clean: string): string {
  return clean.split('-')[0] ?? clean;
}

/** A copy of a clean workspace, and what it needs. */
export interface CleanCopy {
  folder: string;
  /** The toolchain that it is locked to. */
  sysroot?: string;
  /** Variables to set. */
  environment: Record<string, string>;
  remove(): void;
}

/** A copy of a clean workspace in a folder whose name is hard on whoever quotes badly; `remove` takes it away. */
export async function copyClean(name: string): Promise<CleanCopy> {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'assay fault é ')));
  const folder = join(parent, name);
  cpSync(join(cleanFolder, name), folder, { recursive: true });
  const removeCopy = () => rmSync(parent, { recursive: true, force: true });
  const provide = needs[name];
  if (provide === undefined) return { folder, environment: {}, remove: removeCopy };
  const { sysroot, environment, remove } = await provide(folder);
  return {
    ...{ folder, environment, ...(sysroot === undefined ? {} : { sysroot }) },
    remove() {
      removeCopy();
      remove?.();
    },
  };
}

/** What a copy needs besides its files. */
type Provided = Pick<LockedToolchain, 'environment'> & Partial<LockedToolchain>;

/** The workspaces that are locked to a toolchain of their own, held against what a registry has, or measured with LLVM's tools. */
const needs: Readonly<Record<string, (workspace: string) => Promise<Provided>>> = {
  'toolchain-locked': lockRustupToolchain,
  'toolchain-vendor': lockVendorToolchain,
  'msrv-published': keepPublishedIndex,
  coverage: nameLlvm,
  'coverage-changed': commitBeforeTheChange,
  'coverage-conditions': nameLlvm,
  'coverage-profiles': bringProfile,
  'coverage-statement': nameLlvm,
  'targets-documented': linkDocumentedToolchain,
  'targets-thumb': nameCrossTools,
};

/** Applies an edit to a workspace and returns the variables to set. Throws when it does not apply exactly once. */
export function applyEdit(
  { folder, sysroot }: CleanCopy,
  { edit, folder: own }: SeededFault,
): [name: string, value: string][] {
  if ('environment' in edit) {
    return Object.entries(edit.environment).map(([name, value]) => [name, expand(value, own)]);
  }
  if ('sysroot' in edit) {
    if (sysroot === undefined) throw new Error('this clean workspace has no toolchain of its own');
    editSysroot(sysroot, edit.sysroot);
  } else if ('remove' in edit) {
    rmSync(join(folder, edit.remove));
  } else if ('add' in edit) {
    addFile(
      join(folder, edit.add.file),
      'base64' in edit.add ? Buffer.from(edit.add.base64, 'base64') : edit.add.content,
    );
  } else {
    replaceOnce(join(folder, edit.file), edit.find, edit.replace);
  }
  return [];
}

function editSysroot(sysroot: string, edit: z.infer<typeof SysrootEdit>): void {
  const at = (path: string) => join(sysroot, path);
  if ('folder' in edit) mkdirSync(at(edit.folder));
  else if ('remove' in edit) for (const path of edit.remove) rmSync(at(path), { recursive: true });
  else if ('content' in edit) addFile(at(edit.file), edit.content);
  else if ('append' in edit) appendFileSync(existing(at(edit.file)), edit.append);
  else if ('find' in edit) replaceOnce(at(edit.file), edit.find, edit.replace);
  else if ('mode' in edit) chmodSync(at(edit.file), Number.parseInt(edit.mode, 8));
  else {
    rmSync(at(edit.file), { recursive: true, force: true });
    symlinkSync(edit.link, at(edit.file));
  }
}

function existing(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  return file;
}

function addFile(file: string, content: string | Uint8Array): void {
  if (existsSync(file)) throw new Error(`${file} is there already`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function replaceOnce(file: string, find: string, replace: string): void {
  const parts = readFileSync(file, 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`the text to replace occurs ${parts.length - 1} times in ${file}`);
  writeFileSync(file, parts.join(replace));
}

function expand(value: string, faultFolder: string): string {
  return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) =>
    name === 'FAULT' ? faultFolder : (process.env[name] ?? ''),
  );
}

/** What a check says of a workspace, in the terms of a fault. */
export interface Said {
  findings: Finding[];
  examined: number;
  gaps: Gap[];
}

/** The day on which deviations are judged to hold: no test depends on the day it runs on. */
export const AS_OF = '2026-11-22';

/**
 * Collects, looks again and examines as the pipeline does, in the real world, through the check's contract alone. `between` happens
 * between the two looks. What a deviation of the policy permits is not among the findings.
 */
export async function runCheckOn(check: Check, folder: string, between = () => {}): Promise<Said> {
  const world = realHost({ signal: new AbortController().signal, progress: () => undefined }).world(folder);
  const policy = parsePolicy(await world.files.readText('assay.toml'), {
    path: 'assay.toml',
    tables: policyTables,
    rules: ruleIds,
    baselines: baselineReleases(),
  });
  const said: Said = { findings: [], examined: 0, gaps: [] };
  for (const each of inParts([check], policy)) {
    const { findings, examined, gaps } = await runOn(each, world, policy, between);
    said.findings.push(...findings);
    said.examined += examined;
    said.gaps.push(...gaps);
  }
  return said;
}

async function runOn(check: Check, world: World, policy: Policy, between: () => void): Promise<Said> {
  const settings = settingsOf(policy, check);
  const first = await check.collect(world, policy, settings, check.part);
  between();
  const { facts, examined, gaps } =
    first.memory === undefined || check.lookAgain === undefined
      ? first
      : await check.lookAgain(world, policy, settings, { ...first, memory: JSON.parse(JSON.stringify(first.memory)) });
  if (facts === undefined) return { findings: [], examined, gaps };
  // Through JSON, as evidence keeps them: what verify will see must raise the same.
  const kept = check.facts.parse(JSON.parse(JSON.stringify(facts)));
  const found = applyDeviations(examine(check, kept, policy.level.value.rank).findings, policy.deviations, AS_OF);
  return { findings: found.filter(({ deviation }) => deviation === null), examined, gaps };
}

/**
 * Every file below a folder with the digest of its bytes: equal where nothing was written. Left out is what Assay builds in a folder of its own, and
 * where tests are run all of `target`: for coverage they are built where they always are, and Cargo remembers the compiler there.
 */
export function snapshot(folder: string, check: string): string[] {
  const scratch = join(folder, ['coverage', 'targets'].includes(check) ? 'target/' : 'target/assay/build/');
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(scratch))
    .sort()
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}

function folders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
