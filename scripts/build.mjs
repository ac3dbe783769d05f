/**
 * `npm run build`: compiles, then bundles the command and every action into one file, dist/assay.js, and writes the stubs
 * by which GitHub starts each action. The same sources and lock file give the same bytes in any folder and with any Node.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { root, run, runMain, SetupError, setUp, toolsNode } from './setup.mjs';

const MODULE = `${JSON.stringify({ type: 'module' })}\n`;

await runMain(async () => {
  if (process.argv[2] === 'bundle') return bundle();
  const env = await setUp();
  const compiled = await run(join(root, 'node_modules/.bin/tsc'), ['-b'], { env });
  return compiled || run(toolsNode(), [join(root, 'scripts/build.mjs'), 'bundle'], { env });
});

/** Needs the compiled JavaScript: ncc cannot compile TypeScript 7. */
async function bundle() {
  const ncc = createRequire(import.meta.url)('@vercel/ncc');
  const { parse } = await import('yaml');
  const { code, assets } = await ncc(join(root, 'packages/entry/build/src/index.js'), {
    ...{ cache: false, license: 'licenses.txt', minify: false, quiet: true, sourceMap: false },
  });
  const { 'licenses.txt': licences, 'package.json': _written, ...others } = assets;
  if (Object.keys(others).length > 0) {
    throw new SetupError(
      `The bundle is not one file: ncc made ${Object.keys(others).join(', ')} as well. Write dynamic imports as ` +
        '`import(/* webpackMode: "eager" */ \'./x.js\')`, and ship files that are not code beside the bundle.',
    );
  }
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  write('dist/assay.js', unparenthesise(code));
  write('dist/digest-worker.js', worker());
  write('dist/licenses.txt', `${licences.source}${grammarLicences()}`);
  write('dist/package.json', MODULE);
  for (const file of grammarFiles()) write(`dist/wasm/${basename(file)}`, readFileSync(file));
  for (const action of actions()) {
    const { runs } = parse(readFileSync(join(root, 'actions', action, 'action.yml'), 'utf8'));
    write(`actions/${action}/${runs.main}`, stub('runAction', action));
    if (runs.post !== undefined) write(`actions/${action}/${runs.post}`, stub('runPost', action));
    write(`actions/${action}/dist/package.json`, MODULE);
  }
  return 0;
}

/**
 * Takes the parentheses off webpack's module functions. They change nothing in the meaning, but V8 reads them as a sign that the
 * function is about to be called and compiles all of it at once, where most starts need few of the modules.
 * @param {string} code
 */
function unparenthesise(code) {
  const opening = /(?<=^\/\*{3}\/ \d+:\n\/\*{3}\/ )\(/gm;
  const closing = /(?<=^\/\*{3}\/ \})\)(?=,?$)/gm;
  const [opened, closed] = [opening, closing].map((pattern) => code.match(pattern)?.length ?? 0);
  if (opened === 0 || opened !== closed) {
    throw new SetupError(
      `The bundle has ${opened} beginnings and ${closed} ends of modules: ncc writes them otherwise now.`,
    );
  }
  return code.replace(opening, '').replace(closing, '');
}

/** What Node starts as a thread: it needs a file of its own, beside the bundle. It imports nothing of ours. */
function worker() {
  const code = readFileSync(join(root, 'packages/host/build/src/digest-worker.js'), 'utf8');
  return code.replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
}

/** The packages whose files the parser of Rust consists of, where the package that reads them has them installed. */
function grammarPackages() {
  return ['web-tree-sitter', 'tree-sitter-rust'].map((name) => join(root, 'packages/host/node_modules', name));
}

/**
 * The parser of Rust, byte for byte as its packages ship it: ncc takes WebAssembly through UTF-8, which damages it, and breaks the runtime
 * that loads it.
 */
function grammarFiles() {
  const [runtime = '', rust = ''] = grammarPackages();
  return [
    join(runtime, 'web-tree-sitter.js'),
    join(runtime, 'web-tree-sitter.wasm'),
    join(rust, 'tree-sitter-rust.wasm'),
  ];
}

/** Their licences, in the form of ncc's list. */
function grammarLicences() {
  return grammarPackages()
    .map((folder) => {
      const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `\n${name}\n${license}\n${readFileSync(join(folder, 'LICENSE'), 'utf8')}`;
    })
    .join('');
}

/** The folders of actions/ that hold an action. */
function actions() {
  const folders = readdirSync(join(root, 'actions'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => existsSync(join(root, 'actions', name, 'action.yml')));
}

/** @param {'runAction' | 'runPost'} half @param {string} action */
function stub(half, action) {
  return `import { ${half} } from '../../../dist/assay.js';\n\nawait ${half}('${action}');\n`;
}

/** @param {string} path from the root @param {string | Uint8Array} content */
function write(path, content) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
