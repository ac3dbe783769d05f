import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildBundle, markedInputs, PLAN, PLANNED_LOCK, renderGuide, sourceTexts } from '@assay/bundle';
import { canonicalJson, evidenceFiles, type Statement, sha256 } from '@assay/evidence';
import { realHost } from '@assay/host';
import { allChecks, bundleEvidence, qualify } from '@assay/pipeline';
import { renderHtml } from '@assay/report';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { type TestContext, vi } from 'vitest';
import { copyOf } from './command.js';
import { llvmVariables } from './llvm.js';
import { commitAll } from './small-workspace.js';

/** A bundle that the pipeline made of the sample. */
export interface RealBundle {
  bytes: Uint8Array;
  /** As text, by name: everything in it is. */
  entries: ReadonlyMap<string, string>;
  /** In the order of the checks. */
  statements: readonly Statement[];
}

/** The run that it is of, and what a runner of GitHub's tells a process of it. */
export const RUN = 'https://github.com/acme/motor/actions/runs/4711';
export const runner = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/motor',
  GITHUB_RUN_ID: '4711',
};

/**
 * Makes a bundle of the sample, as a run on GitHub does, with a plan of its lock file beside the evidence. `workspace`: where the sample is
 * copied to, and stays with its evidence.
 */
export async function makeRealBundle(workspace: string, skip: TestContext['skip']): Promise<RealBundle> {
  const variables = { ...runner, ...Object.fromEntries(llvmVariables('22', skip)) };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  try {
    commitAll(copyOf('examples/motor-controller', workspace));
    const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
    await qualify(host, { workspace });
    leavePlan(workspace);
    const { path, verification, notes } = await bundleEvidence(host, { workspace });
    if (notes.length > 0) throw new Error(notes.join('\n'));
    return { ...taken(readFileSync(path)), statements: verification.statements };
  } finally {
    vi.unstubAllEnvs();
  }
}

/** A plan that says that the lock file is right as it is, bound to what the evidence rests on. Its proof is not looked at. */
function leavePlan(workspace: string): void {
  const read = (file: string) => readFileSync(join(workspace, file));
  const digested = (path: string) => ({ path, sha256: sha256(read(path)) });
  const lock = { format: 4, before: 4, sha256: sha256(read('Cargo.lock')) };
  const plan = {
    kind: 'assay-msrv-plan',
    version: 1,
    outcome: 'kept',
    inputs: [digested('Cargo.lock'), digested('assay.toml')],
    lock,
  };
  const beside = (file: string) => join(workspace, 'target/assay', file);
  mkdirSync(dirname(beside(PLAN)), { recursive: true });
  writeFileSync(beside(PLAN), canonicalJson(plan));
  writeFileSync(beside(PLANNED_LOCK), read('Cargo.lock'));
}

function taken(bytes: Uint8Array): Pick<RealBundle, 'bytes' | 'entries'> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    bytes,
    entries: new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, text.decode(content)])),
  };
}

/** A zip of these entries in the form of a bundle, in the order of their names unless `order` gives another. */
export function packed(
  entries: ReadonlyMap<string, string | Uint8Array>,
  order: (names: string[]) => string[] = (names) => names.sort(),
): Buffer {
  const files: Zippable = {};
  for (const name of order([...entries.keys()])) {
    const content = entries.get(name) ?? '';
    files[name] = [typeof content === 'string' ? new TextEncoder().encode(content) : content, { level: 0 }];
  }
  return Buffer.from(zipSync(files, { mtime: new Date(1980, 0, 1) }));
}

/** The bundle with its entries changed, and `SHA256SUMS` made to agree. */
export function resummed({ entries }: RealBundle, change: (entries: Map<string, string>) => void): Buffer {
  const changed = new Map(entries);
  change(changed);
  changed.delete('SHA256SUMS');
  const lines = [...changed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => `${sha256(content)}  ${name}\n`);
  return packed(changed.set('SHA256SUMS', lines.join('')));
}

/** What somebody who forges evidence may change before report, guide and digests are made of it. */
export interface Forgery {
  /** By check. */
  statements: Map<string, Statement>;
  policy: string;
  inputs: Map<string, string>;
  products: Map<string, string>;
}

/** The bundle as Assay would make it of changed evidence: every digest agrees, and report and guide show what was forged. */
export function resealed({ entries, statements }: RealBundle, change: (forgery: Forgery) => void): Uint8Array {
  const below = (folder: string) =>
    new Map(
      [...entries].filter(([name]) => name.startsWith(folder)).map(([name, text]) => [name.slice(folder.length), text]),
    );
  const forgery: Forgery = {
    statements: new Map(structuredClone([...statements]).map((statement) => [statement.predicate.check, statement])),
    policy: entries.get('assay.toml') ?? '',
    inputs: below('inputs/'),
    products: below('products/'),
  };
  change(forgery);
  const made = [...forgery.statements.values()];
  const contents = new Map([...forgery.inputs].map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const texts = sourceTexts(markedInputs(made, allChecks), (path) => contents.get(path));
  return buildBundle({
    policy: forgery.policy,
    evidence: [...forgery.statements].flatMap(([check, statement]) =>
      evidenceFiles(statement).map((file) => ({ ...file, name: file.name.replace(statement.predicate.check, check) })),
    ),
    inputs: [...contents].map(([path, content]) => ({ path, content })),
    products: [...forgery.products].map(([path, content]) => ({ path, content })),
    report: renderHtml({ statements: made, checks: allChecks, texts, notAsked: [] }),
    guide: renderGuide({ statements: made, notAsked: [], checks: allChecks, holdsAssay: false }),
  }).bytes;
}
