import path from 'node:path';
import { findComponent, readManifest } from '@assay/dist';
import type { World } from '@assay/host';
import { type Comparison, claims, componentText, isOnlyLeftOut, type Lock, RECORDS, readClaims } from '@assay/sysroot';
import type { RecordDifference } from './facts.js';

/** What rustup's records in a sysroot say. */
export interface Records {
  /** Installed components, in rustup's words: `rustc-x86_64-unknown-linux-gnu`. */
  installed: string[];
  differences: RecordDifference[];
}

/**
 * Reads rustup's records and holds them against the lock, by meaning: rustup writes the channel manifest anew, so that its bytes are never
 * those that were signed, and lists components in the order in which their installation ended (facts: observed with rustup 1.29). Throws
 * UserError and WorldError when a record cannot be read.
 */
export async function compareRecords(
  world: World,
  sysroot: string,
  lock: Lock,
  { components }: Comparison,
): Promise<Records> {
  const read = (record: string) => world.files.readText(path.join(sysroot, record));
  const installed = (await read(RECORDS.components)).split('\n').filter((line) => line !== '');
  const version = await read(RECORDS.version);
  const differences: RecordDifference[] = [];
  const expect = (record: string, what: string, expected: string, found: string) => {
    if (expected !== found) differences.push({ record, what, expected, found });
  };
  expect(RECORDS.version, 'version', '3', version.trim());
  for (const component of components.filter((each) => each.installed)) {
    const name = componentText(component);
    if (!installed.includes(name)) expect(RECORDS.components, name, 'a line, as its files are there', 'none');
  }
  differences.push(...(await compareManifest(world, sysroot, lock)));
  return { installed, differences };
}

async function compareManifest(
  world: World,
  sysroot: string,
  { manifest, components }: Lock,
): Promise<RecordDifference[]> {
  if (manifest === null) return [];
  const installed = readManifest(await world.files.readText(path.join(sysroot, RECORDS.manifest)), RECORDS.manifest);
  const stated: [what: string, expected: string | null, found: string | null][] = [
    ['date', manifest.date, installed.date],
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
export async function unknownComponents(
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
      const claimed = text === undefined ? undefined : readClaims(text);
      return {
        component,
        isDocumentation: claimed !== undefined && isOnlyLeftOut(claimed, leftOut),
        owns: (file) => file === record || (claimed !== undefined && claims(claimed, file)),
      };
    }),
  );
}
