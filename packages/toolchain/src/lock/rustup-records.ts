import path from 'node:path';
import { type ChannelManifest, findComponent } from '@assay/dist';
import type { World } from '@assay/host';
import { type Comparison, claimOf, componentText, isOnlyLeftOut, type Lock, RECORDS, readClaims } from '@assay/sysroot';
import type { RecordDifference } from './facts.js';
import { readInstalledManifest } from './installed-manifest.js';

/** What rustup's records in a sysroot say. */
export interface Records {
  /** Installed components, in rustup's words: `rustc-x86_64-unknown-linux-gnu`. */
  installed: readonly string[];
  /** Of the records themselves. */
  version: string;
  /** `undefined` where the lock names none to hold it against. */
  manifest: ChannelManifest | undefined;
  unknown: readonly UnknownComponent[];
}

/** Reads rustup's records in a sysroot. Throws UserError and WorldError when one cannot be read. */
export async function readRecords(world: World, sysroot: string, lock: Lock): Promise<Records> {
  const read = (record: string) => world.files.readText(path.join(sysroot, record));
  const [components, version] = await Promise.all([read(RECORDS.components), read(RECORDS.version)]);
  const installed = components.split('\n').filter((line) => line !== '');
  const manifest = lock.manifest === null ? undefined : relevantPart(await read(RECORDS.manifest), lock);
  return {
    ...{ installed, version: version.trim() },
    manifest: manifest === undefined ? undefined : readInstalledManifest(manifest),
    unknown: await unknownComponents(world, sysroot, lock, installed),
  };
}

/**
 * What a channel manifest says of the locked components: its head, and their tables. All of it is a megabyte, and takes as long to read as a tenth
 * of the toolchain to digest. A table that is written in another way than rustup writes it is not found, which is a difference then.
 */
function relevantPart(text: string, { components }: Lock): string {
  const headings = components.flatMap(({ name, target }) => [
    `[pkg.${name}]`,
    `[pkg.${name}.target.${target === '*' ? '"*"' : target}]`,
  ]);
  return [upToNextTable(text, 0), ...[...new Set(headings)].map((heading) => tableOf(text, heading))].join('\n');
}

/** A table with its heading; the empty text where there is none. */
function tableOf(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`);
  return start < 0 ? '' : upToNextTable(text, start + 1);
}

function upToNextTable(text: string, start: number): string {
  const end = text.indexOf('\n[', start);
  return text.slice(start, end < 0 ? undefined : end + 1);
}

/**
 * Holds the records against the lock, by meaning: rustup writes the channel manifest anew, so that its bytes are never those that were signed, and
 * lists components in the order in which their installation ended (facts: observed with rustup 1.29).
 */
export function recordDifferences(
  { installed, version, manifest }: Records,
  lock: Lock,
  { components }: Comparison,
): RecordDifference[] {
  const unlisted = components.filter((each) => each.installed && !installed.includes(componentText(each)));
  return [
    ...(version === '3' ? [] : [{ record: RECORDS.version, what: 'version', expected: '3', found: version }]),
    ...unlisted.map((component) => ({
      ...{ record: RECORDS.components, what: componentText(component) },
      ...{ expected: 'a line, as its files are there', found: 'none' },
    })),
    ...(manifest === undefined ? [] : manifestDifferences(manifest, lock)),
  ];
}

function manifestDifferences(installed: ChannelManifest, { manifest, components }: Lock): RecordDifference[] {
  const stated: [what: string, expected: string | null, found: string | null][] = [
    ['date', manifest?.date ?? null, installed.date],
    ...components.flatMap((component): [string, string | null, string | null][] => {
      const found = findComponent(installed, component.name, component.target);
      const name = componentText(component);
      return [
        [`${name} version`, component.version, found?.version ?? null],
        [`${name} hash`, component.hash, found?.hash ?? null],
        [`${name} xz_hash`, component.xzHash, found?.xzHash ?? null],
      ];
    }),
  ];
  return stated.flatMap(([what, expected, found]) =>
    expected === null || expected === found
      ? []
      : [{ record: RECORDS.manifest, what, expected, found: found ?? 'not stated' }],
  );
}

/** An installed component that the lock does not name, and what its record claims. */
export interface UnknownComponent {
  /** In rustup's word: `clippy-preview-x86_64-unknown-linux-gnu`. */
  component: string;
  /** Does it claim nothing but what the lock leaves out? Then it is documentation, and compiles nothing. */
  isDocumentation: boolean;
  /** Is this path its own: claimed, or its record? */
  owns(path: string): boolean;
}

/** The installed components that the lock does not name. Throws WorldError. */
async function unknownComponents(
  world: World,
  sysroot: string,
  { components, leftOut }: Lock,
  installed: readonly string[],
): Promise<UnknownComponent[]> {
  const locked = new Set(components.map(componentText));
  const unknown = installed.filter((component) => !locked.has(component));
  return Promise.all(
    unknown.map(async (component) => {
      // The word comes from a file: only its last part is followed.
      const record = `lib/rustlib/manifest-${path.basename(component)}`;
      const text = await world.files.readTextIfPresent(path.join(sysroot, record));
      const read = text === undefined ? undefined : readClaims(text);
      const claims = read !== undefined && 'claims' in read ? read.claims : undefined;
      return {
        component,
        isDocumentation: claims !== undefined && isOnlyLeftOut(claims, leftOut),
        owns: (file) => file === record || (claims !== undefined && claimOf(claims, file) !== undefined),
      };
    }),
  );
}
