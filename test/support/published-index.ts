import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { indexPath } from './index-path.js';

/** The release that a published version declares; `null` for none. */
type Published = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

const published: Published = {
  dose: { '1.3.0': '1.60', '1.4.0': '1.63', '1.4.2': '1.63' },
  flow: { '2.0.0': null, '2.1.0': null, '2.1.2': null },
};

/**
 * Gives a copy of the clean workspace `msrv-published` a home of Cargo's beside it, in which Cargo keeps what a registry says of its members,
 * and another that says otherwise, for the fault that is seeded there. Both go with the copy.
 */
export async function keepPublishedIndex(workspace: string): Promise<{ environment: Record<string, string> }> {
  const home = join(dirname(workspace), 'cargo home');
  keepIndex(home, published);
  keepIndex(`${home} where flow 2.1.2 needs 1.60`, { ...published, flow: { ...published.flow, '2.1.2': '1.60' } });
  return { environment: { CARGO_HOME: home } };
}

function keepIndex(home: string, packages: Published): void {
  const cache = join(home, 'registry/index/localhost-0123456789abcdef/.cache');
  for (const [name, versions] of Object.entries(packages)) {
    const file = join(cache, indexPath(name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, cacheFile(name, versions));
  }
}

/** A file of Cargo's index cache: the forms of the file and of the index, then texts that end with a zero byte each. */
function cacheFile(name: string, versions: Published[string]): Uint8Array {
  const entry = { name, deps: [], cksum: '0'.repeat(64), features: {}, yanked: false };
  const texts = Object.entries(versions).flatMap(([vers, release]) => [
    vers,
    JSON.stringify({ ...entry, vers, rust_version: release }),
  ]);
  return Buffer.concat([
    Buffer.from([3, 2, 0, 0, 0]),
    ...['etag: "1"', ...texts].map((text) => Buffer.from(`${text}\0`)),
  ]);
}
