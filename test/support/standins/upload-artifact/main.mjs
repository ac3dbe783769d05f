// Copies files or a folder to $STANDIN_ARTIFACTS/NAME. Of several files the part of their paths that differs is kept. As with the real action, a name is taken once, hidden files stay behind,
// and what was not there is reported as `if-no-files-found` says.
import { appendFileSync, cpSync, existsSync, globSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

function fail(message) {
  console.log(`::error::${message}`);
  process.exit(1);
}

const store = process.env.STANDIN_ARTIFACTS ?? fail('STANDIN_ARTIFACTS is not set');
const [name, paths] = [
  input('name'),
  input('path')
    .split('\n')
    .map((line) => line.trim()),
];
if (paths.includes('')) fail('Input required and not supplied: path');
const isPattern = (path) => path.includes('*');
if (/[?[\]!]/.test(paths.join('')) || (paths.some(isPattern) && paths.length > 1)) {
  fail(`The stand-in takes plain paths, or one pattern of stars: ${paths.join(', ')}`);
}
if (/["\\:<>|*?\r\n/]/.test(name)) fail(`The artifact name is not valid: ${name}`);

const hidden = (file) => basename(file).startsWith('.');
const filesBelow = (file) =>
  statSync(file).isDirectory()
    ? readdirSync(file).flatMap((entry) => (hidden(entry) ? [] : filesBelow(join(file, entry))))
    : [file];

const found = paths.flatMap((path) => (isPattern(path) ? globSync(path) : [path]));
const files = found.flatMap((path) => (existsSync(path) ? filesBelow(resolve(path)) : []));
if (files.length === 0) {
  const message = `No files were found with the provided path: ${paths.join(', ')}. No artifacts will be uploaded.`;
  if (input('if-no-files-found') === 'error') fail(message);
  console.log(`::warning::${message}`);
  process.exit(0);
}

/** The folder that all these files are in; of one path that is a folder, that folder; of a pattern, what stands before its first star. */
function common() {
  if (isPattern(paths[0])) return resolve(dirname(`${paths[0].split('*')[0]}x`));
  const [only, ...others] = paths.map((path) => resolve(path));
  if (others.length === 0 && existsSync(only) && statSync(only).isDirectory()) return only;
  return files.map(dirname).reduce((folder, other) => {
    let shared = folder;
    while (other !== shared && !other.startsWith(`${shared}${sep}`)) shared = dirname(shared);
    return shared;
  });
}

const target = join(store, name);
if (existsSync(target)) fail(`(409) Conflict: an artifact with this name already exists on the workflow run: ${name}`);
const root = common();
for (const file of files) {
  const copy = join(target, relative(root, file));
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(file, copy);
}
appendFileSync(process.env.GITHUB_OUTPUT, `artifact-id=${name}\n`);
console.log(`uploaded ${files.length} file(s) as ${name}`);
