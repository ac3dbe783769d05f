import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessage, readKey, readSignature, verify } from 'openpgp';

/** Does OpenPGP.js accept one of the signatures? */
export async function openpgpAccepts(data: Uint8Array, signature: string, key: string): Promise<boolean> {
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: data }),
      signature: await readSignature({ armoredSignature: signature }),
      verificationKeys: await readKey({ armoredKey: key }),
    });
    const results = await Promise.allSettled(signatures.map(({ verified }) => verified));
    return results.some(({ status }) => status === 'fulfilled');
  } catch {
    return false;
  }
}

/** gpg with a home of its own. Close it in the end. */
export class Gpg {
  readonly #home = mkdtempSync(join(tmpdir(), 'gpg-'));

  static readonly present = spawnSync('gpg', ['--version']).status === 0;

  /** Runs it on these files, named in the arguments, without questions. */
  run(args: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.#home, name), content);
    const quiet = ['--homedir', this.#home, '--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase', ''];
    const { status, stdout, stderr } = spawnSync('gpg', [...quiet, '--status-fd', '2', ...args], { cwd: this.#home });
    return { status, stdout: stdout.toString(), told: stderr.toString() };
  }

  /** Does it accept the signature, and none of the signatures as wrong? The key must have been imported. */
  accepts(data: Uint8Array, signature: string): boolean {
    const { told } = this.run(['--verify', 'data.asc', 'data'], { data, 'data.asc': signature });
    return /^\[GNUPG:\] VALIDSIG /m.test(told) && !/^\[GNUPG:\] (BADSIG|EXPSIG|EXPKEYSIG|REVKEYSIG) /m.test(told);
  }

  /** Has a home of its own accept the signature by this key alone? */
  static acceptsWith(key: string, data: Uint8Array, signature: string): boolean {
    const gpg = new Gpg();
    try {
      return gpg.run(['--import', 'key.asc'], { 'key.asc': key }).status === 0 && gpg.accepts(data, signature);
    } finally {
      gpg.close();
    }
  }

  close(): void {
    spawnSync('gpgconf', ['--homedir', this.#home, '--kill', 'all']);
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Numbers from 0 to below `limit` that look random and are the same each time (mulberry32). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The text with one to three small accidents: letters lost, changed, added or repeated, lines exchanged. */
export function damageText(text: string, next: (limit: number) => number): string {
  const letters = 'AZaz09+/=-\n\r\t \u00e9:';
  let result = text;
  for (let times = 1 + next(3); times > 0; times--) {
    const [at, length] = [next(result.length + 1), 1 + next(4)];
    const letter = letters[next(letters.length)] ?? '';
    const [before, after] = [result.slice(0, at), result.slice(at)];
    const accidents = [
      () => before + after.slice(length),
      () => before + letter + after.slice(1),
      () => before + letter + after,
      () => before + after.slice(0, length) + after,
      () => exchangeLines(result, next),
    ];
    result = accidents[next(accidents.length)]?.() ?? result;
  }
  return result;
}

function exchangeLines(text: string, next: (limit: number) => number): string {
  const lines = text.split('\n');
  const [from, to] = [next(lines.length), next(lines.length)];
  const [a = '', b = ''] = [lines[from], lines[to]];
  lines[from] = b;
  lines[to] = a;
  return lines.join('\n');
}
