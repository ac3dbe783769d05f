// Copies a file or folder to $STANDIN_ARTIFACTS/NAME. As with the real action, a name is taken once, hidden files stay behind,
// and what was not there is reported as `if-no-files-found` says.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

function fail(message) {
  console.log(`::error::${message}`);
  process.exit(1);
}

const store = process.env.STANDIN_ARTIFACTS ?? fail('STANDIN_ARTIFACTS is not set');
const [name, path] = [input('name'), input('path')];
if (path === '') fail('Input required and not supplied: path');
if (/[*?[\]!\n]/.test(path)) fail(`The stand-in takes one plain path: ${path}`);
if (/["\\:<>|*?\r\n/]/.test(name)) fail(`The artifact name is not valid: ${name}`);

const hidden = (file) => basename(file).startsWith('.');
const filesBelow = (file) =>
  statSync(file).isDirectory()
    ? readdirSync(file).flatMap((entry) => (hidden(entry) ? [] : filesBelow(join(file, entry))))
    : [file];

const files = existsSync(path) ? filesBelow(resolve(path)) : [];
if (files.length === 0) {
  const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
  if (input('if-no-files-found') === 'error') fail(message);
  console.log(`::warning::${message}`);
  process.exit(0);
}

const target = join(store, name);
if (existsSync(target)) fail(`(409) Conflict: an artifact with this name already exists on the workflow run: ${name}`);
mkdirSync(target, { recursive: true });
if (statSync(path).isDirectory())
  cpSync(path, target, { recursive: true, filter: (source) => source === path || !hidden(source) });
else cpSync(path, join(target, basename(path)));
appendFileSync(process.env.GITHUB_OUTPUT, `artifact-id=${name}\n`);
console.log(`uploaded ${files.length} file(s) as ${name}`);
