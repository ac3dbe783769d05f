import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What was published of the members of the clean workspace `msrv-published`, and the release that each version declares. */
const published: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dose: { '1.3.0': '1.60', '1.4.0': '1.63', '1.4.2': '1.63' },
  flow: { '1.9.1': '1.60', '2.0.0': '1.63', '2.0.7': '1.63' },
};

/**
 * Gives a copy of the clean workspace `msrv-published` a home of Cargo's beside it, in which Cargo keeps what a registry says of its members.
 * It goes with the copy.
 */
export async function keepPublishedIndex(workspace: string): Promise<{ environment: Record<string, string> }> {
  const home = join(dirname(workspace), 'cargo home');
  for (const [name, versions] of Object.entries(published)) {
    const file = join(
      home,
      'registry/index/localhost-0123456789abcdef/.cache',
      name.slice(0, 2),
      name.slice(2, 4),
      name,
    );
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, cacheFile(name, versions));
  }
  return { environment: { CARGO_HOME: home } };
}

/** A file of Cargo's index cache: the forms of the file and of the index, then texts that end with a zero byte each. */
function cacheFile(name: string, versions: Readonly<Record<string, string>>): Uint8Array {
  const texts = Object.entries(versions).flatMap(([vers, release]) => [
    vers,
    JSON.stringify({ name, vers, deps: [], cksum: '0'.repeat(64), features: {}, yanked: false, rust_version: release }),
  ]);
  return Buffer.concat([
    Buffer.from([3, 2, 0, 0, 0]),
    ...['etag: "1"', ...texts].map((text) => Buffer.from(`${text}\0`)),
  ]);
}
