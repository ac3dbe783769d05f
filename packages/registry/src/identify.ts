import { count } from '@assay/evidence';
import type { RegistryIndex } from './index-cache.js';

/** A package as Cargo.lock has it, of one source. */
export interface LockedChecksum {
  name: string;
  version: string;
  /** SHA-256 of the `.crate` file, in hex. */
  checksum: string;
}

/** Which index on this machine is that of a source of Cargo.lock. */
export type Identification =
  | { state: 'identified'; index: RegistryIndex }
  /** More than one agrees, the one that knows most of the locked versions first: Cargo keeps one for each way to a registry. */
  | { state: 'several'; indexes: readonly RegistryIndex[]; why: string }
  | { state: 'none'; why: string };

/** How many of the locked versions an index knows with the same checksum, and which it knows with another. */
interface Comparison {
  index: RegistryIndex;
  agreeing: number;
  disagreeing: readonly LockedChecksum[];
}

/** Files that are read at the same time: far fewer than a process may open. */
const AT_ONCE = 64;

/**
 * Finds the index of a source by what it says of the locked versions: at least one checksum is the same, and none is another.
 * A folder's name tells nothing, because mirrors and source replacement change it
 * (https://doc.rust-lang.org/cargo/reference/source-replacement.html). Throws WorldError when interrupted.
 */
export async function identifyIndex(
  indexes: readonly RegistryIndex[],
  locked: readonly LockedChecksum[],
): Promise<Identification> {
  const compared: Comparison[] = [];
  for (const index of indexes) compared.push(await compare(index, locked));
  const fitting = compared
    .filter(({ agreeing, disagreeing }) => agreeing > 0 && disagreeing.length === 0)
    .sort((a, b) => b.agreeing - a.agreeing);
  const [best, ...others] = fitting;
  if (best === undefined) return { state: 'none', why: whyNone(compared) };
  if (others.length === 0) return { state: 'identified', index: best.index };
  const names = fitting.map(({ index }) => index.folder).join(', ');
  return { state: 'several', indexes: fitting.map(({ index }) => index), why: `more than one index agrees: ${names}` };
}

async function compare(index: RegistryIndex, locked: readonly LockedChecksum[]): Promise<Comparison> {
  const disagreeing: LockedChecksum[] = [];
  let agreeing = 0;
  for (let start = 0; start < locked.length; start += AT_ONCE) {
    const part = locked.slice(start, start + AT_ONCE);
    const checksums = await Promise.all(part.map((each) => checksumIn(index, each)));
    agreeing += checksums.filter((checksum, position) => checksum === part[position]?.checksum).length;
    disagreeing.push(...part.filter((each, position) => ![undefined, each.checksum].includes(checksums[position])));
  }
  return { index, agreeing, disagreeing };
}

async function checksumIn(index: RegistryIndex, { name, version }: LockedChecksum): Promise<string | undefined> {
  const list = await index.versionsOf(name);
  if (list.state !== 'known') return undefined;
  const entry = list.versions.find((listed) => listed.version.raw === version)?.read();
  return entry?.state === 'known' ? entry.details.checksum : undefined;
}

function whyNone(compared: readonly Comparison[]): string {
  if (compared.length === 0) return 'Cargo keeps no registry index on this machine';
  const reasons = compared.map(({ index, disagreeing }) => {
    const [first] = disagreeing;
    return first === undefined
      ? `${index.folder} knows none of the locked versions`
      : `${index.folder} has another checksum for ${count(disagreeing.length, 'locked version')}: ${first.name} ${first.version}`;
  });
  return `no registry index on this machine is that of the source: ${reasons.join('; ')}`;
}
