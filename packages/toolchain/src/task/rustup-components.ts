import path from 'node:path';
import { type ChannelManifest, findComponent } from '@assay/dist';
import { UserError } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import {
  type Claims,
  type ComponentName,
  claimOf,
  componentText,
  isLeftOut,
  type Lock,
  type LockedComponent,
  lockedComponent,
  lockedFile,
  RECORDS,
  readClaims,
  recordOf,
} from '@assay/sysroot';
import { parseTomlFast } from '@assay/toml';
import * as z from 'zod';
import { readInstalledManifest } from '../lock/installed-manifest.js';
import { refuse } from './refuse.js';

/** A toolchain that rustup installed. */
export interface InstalledToolchain {
  /** Its folder, absolute. */
  folder: string;
  /** Everything in it but what is left out. */
  tree: readonly TreeEntry[];
  leftOut: readonly string[];
  /** The folder for messages. */
  shown: string;
}

/** A part of a component's name; names become paths. */
const Word = z.string().regex(/^[\w.-]+$/);
const RustupConfig = z.object({ components: z.array(z.object({ pkg: Word, target: Word.optional() })) });

/** Divides a toolchain into its components by rustup's records. Throws UserError when it is not as rustup installed it, and WorldError. */
export async function rustupComponents(
  world: World,
  toolchain: InstalledToolchain,
): Promise<Pick<Lock, 'components' | 'manifest'>> {
  const { folder, tree } = toolchain;
  const read = (record: string) => world.files.readText(path.join(folder, record));
  const names = componentNames(await read(RECORDS.config), await read(RECORDS.components), toolchain);
  const claimed = await Promise.all(
    names.map(async (name) => ({ name, claims: claimsIn(await read(recordOf(name)), name, toolchain) })),
  );
  refuseDamaged(toolchain, claimed);
  const manifest = readInstalledManifest(await read(RECORDS.manifest));
  return {
    components: claimed.map((component) => fromTree(component, tree, manifest)),
    manifest: { date: manifest.date, sha256: await servedDigest(world, folder), signedBy: null },
  };
}

/** What is installed, by the two records that list it. */
function componentNames(config: string, list: string, toolchain: InstalledToolchain): ComponentName[] {
  const { data } = RustupConfig.safeParse(parseTomlFast(config, RECORDS.config));
  if (data === undefined) throw damaged(toolchain, RECORDS.config, 'is not as rustup writes it');
  const names = data.components.map(({ pkg, target = '*' }) => ({ name: pkg, target }));
  const listed = list.split('\n').filter((line) => line !== '');
  if (listed.sort().join('\n') !== names.map(componentText).sort().join('\n')) {
    throw damaged(toolchain, RECORDS.components, `lists other components than ${RECORDS.config}`);
  }
  return names;
}

function claimsIn(record: string, name: ComponentName, toolchain: InstalledToolchain): Claims {
  const read = readClaims(record);
  if ('fault' in read) throw damaged(toolchain, recordOf(name), read.fault);
  return read.claims;
}

function damaged({ shown }: InstalledToolchain, record: string, fault: string): UserError {
  return new UserError(`${shown} is damaged: ${record} ${fault}`, { remedy: REINSTALL });
}

const REINSTALL = 'remove the toolchain with rustup toolchain uninstall, and install it again';

/** An installed component, and what its record claims. */
interface ClaimedComponent {
  name: ComponentName;
  claims: Claims;
}

/** What stands there and no component claims, and what is claimed and does not: rustup itself looks for neither. */
function refuseDamaged({ tree, leftOut, shown }: InstalledToolchain, components: readonly ClaimedComponent[]): void {
  const records: readonly string[] = [...Object.values(RECORDS), ...components.map(({ name }) => recordOf(name))];
  const files = tree.filter(({ kind }) => kind !== 'folder').map((entry) => entry.path);
  const there = new Set(files);
  const isClaimed = (file: string) => components.some(({ claims }) => claimOf(claims, file) !== undefined);
  const reasons = [
    ...files
      .filter((file) => !records.includes(file) && !isClaimed(file))
      .map((file) => `${file} belongs to no component`),
    ...components.flatMap(({ name, claims }) =>
      [...claims.files]
        .filter((file) => !there.has(file) && !isLeftOut(file, leftOut))
        .map((file) => `${file} of ${componentText(name)} is missing`),
    ),
  ];
  refuse(reasons, `${shown} is damaged`, REINSTALL);
}

function fromTree(
  { name, claims }: ClaimedComponent,
  tree: readonly TreeEntry[],
  manifest: ChannelManifest,
): LockedComponent {
  const record = recordOf(name);
  const own = tree.filter((entry) => entry.path === record || claimOf(claims, entry.path) !== undefined);
  const { version = null, hash = null, xzHash = null } = findComponent(manifest, name.name, name.target) ?? {};
  return lockedComponent(
    { ...name, version, origin: 'installed', hash, xzHash },
    own.flatMap((entry) => lockedFile(entry) ?? []),
    new Map(own.map((entry) => [entry.path, entry.size])),
  );
}

/**
 * The only trace on a machine of the manifest as it was served: the first 20 digits of its SHA-256, which rustup keeps beside its toolchains (facts:
 * observed with rustup 1.29). `null` for a toolchain that does not lie there, or of which rustup has no record.
 */
async function servedDigest(world: World, folder: string): Promise<string | null> {
  const real = await world.files.realPath(folder);
  if (path.basename(path.dirname(real)) !== 'toolchains') return null;
  const file = path.join(path.dirname(path.dirname(real)), 'update-hashes', path.basename(real));
  const digest = (await world.files.readTextIfPresent(file))?.trim();
  return digest !== undefined && /^[0-9a-f]{20}$/.test(digest) ? digest : null;
}
