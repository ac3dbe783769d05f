// Copies $STANDIN_ARTIFACTS/NAME to a folder, or every artifact whose name a pattern matches. As with the real action, a name that does not exist is an
// error, and a pattern that matches nothing is none.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, matchesGlob, resolve } from 'node:path';

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

function fail(message) {
  console.log(`::error::${message}`);
  process.exit(1);
}

const [name, pattern, target] = [input('name'), input('pattern'), resolve(input('path') || '.')];
const store = process.env.STANDIN_ARTIFACTS ?? fail('STANDIN_ARTIFACTS is not set');

function matching() {
  if (input('merge-multiple') !== 'true') fail('The stand-in takes a pattern with merge-multiple: true alone');
  return readdirSync(store)
    .filter((one) => matchesGlob(one, pattern))
    .sort();
}

if ((name === '') === (pattern === '')) fail('The stand-in takes a name or a pattern');
if (name !== '' && !existsSync(join(store, name))) {
  fail(`Unable to download artifact(s): Artifact not found for name: ${name}`);
}
const names = name === '' ? matching() : [name];
mkdirSync(target, { recursive: true });
for (const one of names) cpSync(join(store, one), target, { recursive: true });
appendFileSync(process.env.GITHUB_OUTPUT, `download-path=${target}\n`);
console.log(`downloaded ${names.length} artifact(s): ${names.join(', ')}`);
