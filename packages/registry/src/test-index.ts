import { groupBy } from '@assay/evidence';
import { indexPath } from './package-name.js';

/** The JSON of one version, as an index has it. */
export interface PublishedVersion {
  name: string;
  vers: string;
  deps: readonly object[];
  cksum: string;
  features: Record<string, readonly string[]>;
  yanked: boolean;
}

/** A version that depends on nothing, changed as the test needs it. */
export function published(name: string, vers: string, change: object = {}): PublishedVersion {
  return { name, vers, deps: [], cksum: checksum(`${name} ${vers}`), features: {}, yanked: false, ...change };
}

/** A dependency with all the keys that Cargo writes. */
export function dependency(name: string, req: string, change: object = {}): object {
  const plain = { features: [], optional: false, default_features: true, target: null, kind: 'normal' };
  return { name, req, ...plain, registry: null, package: null, ...change };
}

/** 64 hex digits that differ from text to text. */
export function checksum(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(64, '0').slice(-64);
}

/** A file of Cargo's index cache: texts that end with a zero byte each. */
export function cacheFile(texts: readonly string[], forms: readonly number[] = [3, 2, 0, 0, 0]): Uint8Array {
  return Buffer.concat([Buffer.from(forms), ...texts.map((text) => Buffer.from(`${text}\0`))]);
}

/** The files of an index cache below Cargo's home, one a package. */
export function cacheFiles(folder: string, versions: readonly PublishedVersion[]): Record<string, Uint8Array> {
  const files = groupBy(versions, ({ name }) => `/cargo/registry/index/${folder}/.cache/${indexPath(name)}`);
  const texts = (of: readonly PublishedVersion[]) => of.flatMap((each) => [each.vers, JSON.stringify(each)]);
  return Object.fromEntries([...files].map(([file, of]) => [file, cacheFile(['etag: "1"', ...texts(of)])]));
}
