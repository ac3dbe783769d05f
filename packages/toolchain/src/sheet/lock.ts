import type { SheetRow, SheetSection } from '@assay/check';
import { byCodeUnit, count, formatPlace } from '@assay/evidence';
import { componentText } from '@assay/sysroot';
import type { ToolchainFacts } from '../facts.js';
import type { LockFacts } from '../lock/facts.js';

/** Hexadecimal digits of a whole SHA-256. */
const SHA256_DIGITS = 64;

/** What the toolchain's files were held against, component by component. `labelOf`: what a component's row is called. */
export function lockSection(
  { lock, lockPresent, atEnd }: ToolchainFacts,
  labelOf: (component: string) => string = String,
): SheetSection {
  const title = 'Lock';
  if (lock === null)
    return { title, note: lockPresent ? 'Could not be held against the toolchain.' : 'There is none.' };
  const { release, hosts, at, manifest, leftOut, components } = lock;
  const rows: SheetRow[] = [
    ['Locked', `${release} for ${hosts.join(', ')}, in ${formatPlace(at)}: ${originOf(components)}`],
    ['Manifest', manifest === null ? 'none' : describeManifest(manifest)],
    ...components.map((component) => componentRow(component, lock, labelOf)),
    ...(leftOut.length === 0 ? [] : [['Left out', leftOut.join(', ')] as const]),
    ['At the end', atEnd === null ? 'not looked at again' : describeEnd(atEnd)],
  ];
  return { title, rows };
}

function describeManifest({ date, sha256, signedBy }: NonNullable<LockFacts['manifest']>): string {
  return `of ${date}, ${describeDigest(sha256)}, ${signedBy === null ? 'no signature verified' : `signed by ${signedBy}`}`;
}

/** Of a manifest that nobody saw as it was served, rustup keeps the beginning of the digest: a reader must not take it for the whole. */
function describeDigest(sha256: string | null): string {
  if (sha256 === null) return 'SHA-256 not known';
  const isWhole = sha256.length === SHA256_DIGITS;
  return isWhole ? `SHA-256 ${sha256}` : `SHA-256 ${sha256} (the first ${sha256.length} digits, all that rustup keeps)`;
}

/** Whose word the digests are. */
function originOf(components: LockFacts['components']): string {
  const origins = { dist: 'from the release server', installed: 'trusted on first use' };
  return [...new Set(components.map(({ origin }) => origins[origin]))].sort(byCodeUnit).join(' and ');
}

function componentRow(
  component: LockFacts['components'][number],
  { host }: LockFacts,
  labelOf: (component: string) => string,
): SheetRow {
  const { name, target, files, expected, found } = component;
  const label = labelOf(target === host ? name : componentText({ name, target }));
  return [label, `${count(files, 'file')}, tree SHA-256 ${expected}${found === expected ? '' : ', which differs'}`];
}

function describeEnd({ files, rehashed, changes }: NonNullable<ToolchainFacts['atEnd']>): string {
  const way = rehashed ? 'read again' : 'read again where size, mode, inode or times had changed';
  return `${count(files, 'file')} ${way}: ${changes.length === 0 ? 'no changes' : count(changes.length, 'change')}`;
}
