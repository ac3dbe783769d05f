import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs OpenSSL, and returns what it printed. Throws when it says that something is wrong. */
export function openssl(args: readonly string[], input?: Uint8Array, cwd?: string): Buffer {
  const { status, stdout, stderr } = spawnSync('openssl', args, { input, cwd });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

const made: string[] = [];

/** A folder with these files, which is removed when the process ends. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-signature-'));
  if (made.length === 0) process.once('exit', () => made.map((each) => rmSync(each, { recursive: true, force: true })));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
