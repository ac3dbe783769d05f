import path from 'node:path';
import { errorMessage } from '@assay/evidence';
import { type AnticipatedRun, isWorldError, type World } from '@assay/host';
import * as z from 'zod';
import { type CargoFailure, readCargoFailure } from './cargo-failure.js';
import { metadataRun, plainWords } from './metadata-run.js';
import { cargo } from './tools.js';
import { parseVersion, type RustVersion } from './version.js';

const DependencyKind = z.enum(['build', 'dev']).nullable();

/** The part of `cargo metadata --format-version 1` that Assay reads. `rust_version` is there since Cargo 1.58. */
export const CargoMetadata = z.object({
  packages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      source: z.string().nullable(),
      edition: z.string(),
      rust_version: z.string().nullable(),
      manifest_path: z.string(),
      features: z.record(z.string(), z.array(z.string())),
    }),
  ),
  workspace_members: z.array(z.string()),
  workspace_root: z.string(),
  resolve: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        deps: z.array(z.object({ pkg: z.string(), dep_kinds: z.array(z.object({ kind: DependencyKind })) })),
      }),
    ),
  }),
});
export type CargoMetadata = z.infer<typeof CargoMetadata>;
export type CargoPackage = CargoMetadata['packages'][number];

/** The graph, or why there is none. */
export type MetadataOutcome = { metadata: CargoMetadata } | { failure: CargoFailure };

/**
 * Cargo's own view of the workspace with the lock file as it stands, all features on: the reader of manifests. Writes nothing
 * to the workspace (`--locked`) and installs nothing. What fails is an outcome; only an interruption throws.
 */
export function readCargoMetadata(world: World): Promise<MetadataOutcome> {
  return askMetadata(world, metadataRun, CargoMetadata);
}

/** Runs a form of `cargo metadata` and reads what it prints. What fails is an outcome; only an interruption throws. */
export async function askMetadata<Metadata>(
  world: World,
  { tool, args, options }: AnticipatedRun,
  form: z.ZodType<Metadata>,
): Promise<{ metadata: Metadata } | { failure: CargoFailure }> {
  try {
    const result = await world.tools.run(tool, args, options);
    if (result.status !== 0) return { failure: readCargoFailure(result.stderr, world.anchors) };
    return { metadata: form.parse(JSON.parse(result.stdout)) };
  } catch (error) {
    if (isWorldError(error, 'interrupted')) throw error;
    if (isWorldError(error, 'tool-missing')) return { failure: { reason: 'tool-missing', message: error.message } };
    if (isWorldError(error)) return { failure: { reason: 'ended', message: error.message } };
    return { failure: { reason: 'not-understood', message: notUnderstood(error) } };
  }
}

/**
 * The folder of the workspace that Cargo finds from the world's root, absolute; `undefined` when Cargo cannot say. Needs
 * neither lock file nor network. Throws WorldError when interrupted.
 */
export async function locateWorkspace(world: World): Promise<string | undefined> {
  try {
    const args = ['locate-project', '--workspace', '--message-format', 'plain'];
    const { status, stdout } = await world.tools.run(cargo, args, { env: plainWords });
    return status === 0 && path.isAbsolute(stdout.trim()) ? path.dirname(stdout.trim()) : undefined;
  } catch (error) {
    if (!isWorldError(error) || isWorldError(error, 'interrupted')) throw error;
    return undefined;
  }
}

/**
 * A `rust-version` as manifests may write it: `1`, `1.85` or `1.85.0`, missing parts being 0. `undefined` for anything else.
 * https://doc.rust-lang.org/cargo/reference/rust-version.html
 */
export function parseRustVersion(text: string): RustVersion | undefined {
  return parseVersion(/^\d+$/.test(text.trim()) ? `${text.trim()}.0` : text);
}

function notUnderstood(error: unknown): string {
  const [issue] = error instanceof z.ZodError ? error.issues : [];
  const detail = issue === undefined ? errorMessage(error).slice(0, 200) : `${issue.path.join('.')}: ${issue.message}`;
  return `cargo metadata ended well, but what it printed is not understood (${detail})`;
}
