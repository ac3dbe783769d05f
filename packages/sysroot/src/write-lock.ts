import { byComponent } from './component.js';
import { LOCK_VERSION, type Lock, type LockedComponent, type LockedFile } from './lock.js';
import { quoted } from './quoted.js';

const heading = `# The toolchain that this workspace is built with, byte for byte. Written by assay toolchain lock; lock again instead of editing.
version = ${LOCK_VERSION}
`;

/** What a reader of each component should know about where its digests come from. */
const comments = { installed: 'trusted on first use', dist: 'from the archives of the release' } as const;

/** The lock as TOML: sorted, each file on a line of its own, the same lock the same text. */
export function renderLock(lock: Lock): string {
  return [
    heading,
    table('toolchain', {
      release: lock.release,
      commit: lock.commit,
      hosts: [...lock.hosts].sort(),
      'left-out': [...lock.leftOut].sort(),
      'component-count': lock.components.length,
    }),
    ...(lock.manifest === null ? [] : [manifestTable(lock.manifest)]),
    ...[...lock.components].sort(byComponent).map(componentTable),
  ].join('\n');
}

function manifestTable({ date, sha256, signedBy }: NonNullable<Lock['manifest']>): string {
  return table('manifest', { date, sha256, 'signed-by': signedBy });
}

function componentTable({ files, xzHash, ...component }: LockedComponent): string {
  const { name, target, version, origin, hash, bytes, tree } = component;
  const keys = { name, target, version, origin, hash, 'xz-hash': xzHash, 'file-count': files.length, bytes, tree };
  const text = table('[component]', keys).replace(/^(origin = .*)$/m, `$1 # ${comments[origin]}`);
  return `${text}files = [\n${files.map((file) => `  ${fileLine(file)},\n`).join('')}]\n`;
}

function fileLine(file: LockedFile): string {
  return 'link' in file
    ? `{ path = ${quoted(file.path)}, link = ${quoted(file.link)} }`
    : `{ path = ${quoted(file.path)}, mode = "${file.mode}", sha256 = "${file.sha256}" }`;
}

type Value = string | number | readonly string[] | null;

/** Keys without a value are left out: TOML has no null. */
function table(name: string, keys: Readonly<Record<string, Value>>): string {
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === null ? [] : `${key} = ${valueText(value)}\n`,
  );
  return `[${name}]\n${lines.join('')}`;
}

function valueText(value: Exclude<Value, null>): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? quoted(value) : `[${value.map(quoted).join(', ')}]`;
}
