// Copies $STANDIN_ARTIFACTS/NAME to a folder. As with the real action, an artifact that does not exist is an error.
import { appendFileSync, cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

const [name, target] = [input('name'), resolve(input('path') || '.')];
const source = join(process.env.STANDIN_ARTIFACTS ?? '', name);
if (name === '' || !existsSync(source)) {
  console.log(`::error::Unable to download artifact(s): Artifact not found for name: ${name}`);
  process.exit(1);
}
cpSync(source, target, { recursive: true });
appendFileSync(process.env.GITHUB_OUTPUT, `download-path=${target}\n`);
console.log(`downloaded ${name}`);
