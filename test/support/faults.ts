import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Check, examine } from '@assay/check';
import { type Finding, type Gap, Severity, Subject } from '@assay/evidence';
import { realHost } from '@assay/host';
import { policyTables, ruleIds } from '@assay/pipeline';
import { parsePolicy } from '@assay/policy';
import { baselineReleases } from '@assay/rust';
import * as z from 'zod';

const root = join(import.meta.dirname, '..');
const cleanFolder = join(root, 'clean');
const faultsFolder = join(root, 'faults');

/** One edit on a clean workspace. Each must apply exactly once. */
const Edit = z.union([
  z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() }),
  z.strictObject({ remove: z.string() }),
  z.strictObject({ add: z.strictObject({ file: z.string(), content: z.string() }) }),
  /** `${FAULT}` stands for the fault's own folder, any other `${NAME}` for that variable. */
  z.strictObject({ environment: z.record(z.string(), z.string()) }),
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

/** The clean workspaces, each named after its check. */
export function cleanWorkspaces(): string[] {
  return folders(cleanFolder);
}

/** A copy of a clean workspace in a folder whose name is hard on whoever quotes badly; `remove` takes it away. */
export function copyClean(name: string): { folder: string; remove(): void } {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'assay fault é ')));
  const folder = join(parent, name);
  cpSync(join(cleanFolder, name), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** Applies an edit to a workspace and returns the variables to set. Throws when it does not apply exactly once. */
export function applyEdit(folder: string, { edit, folder: own }: SeededFault): [name: string, value: string][] {
  if ('environment' in edit) {
    return Object.entries(edit.environment).map(([name, value]) => [name, expand(value, own)]);
  }
  if ('remove' in edit) {
    rmSync(join(folder, edit.remove));
  } else if ('add' in edit) {
    const file = join(folder, edit.add.file);
    if (existsSync(file)) throw new Error(`${edit.add.file} is there already`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, edit.add.content);
  } else {
    const file = join(folder, edit.file);
    const parts = readFileSync(file, 'utf8').split(edit.find);
    if (parts.length !== 2) throw new Error(`the text to replace occurs ${parts.length - 1} times in ${edit.file}`);
    writeFileSync(file, parts.join(edit.replace));
  }
  return [];
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

/** Collects and examines as the pipeline does, in the real world, through the check's contract alone. */
export async function runCheckOn(check: Check, folder: string): Promise<Said> {
  const world = realHost({ signal: new AbortController().signal, progress: () => undefined }).world(folder);
  const policy = parsePolicy(await world.files.readText('assay.toml'), {
    path: 'assay.toml',
    tables: policyTables,
    rules: ruleIds,
    baselines: baselineReleases(),
  });
  const { facts, examined, gaps } = await check.collect(world, policy, policy.settings.get(check.name));
  if (facts === undefined) return { findings: [], examined, gaps };
  // Through JSON, as evidence keeps them: what verify will see must raise the same.
  const kept = check.facts.parse(JSON.parse(JSON.stringify(facts)));
  return { findings: examine(check, kept, policy.level.value.rank).findings, examined, gaps };
}

/** Every file below a folder with the digest of its bytes: equal before and after when nothing was written. */
export function snapshot(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}

function folders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
