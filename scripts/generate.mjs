// Writes every generated file of the repository, or with --check only says which are stale (exit status 1).
// Rule pages and schemas come from the compiled packages: run tsc -b first (npm run generate does).
//   node scripts/generate.mjs [--check]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionTables } from './generate/action-tables.mjs';
import { coverageProfile } from './generate/coverage-profile.mjs';
import { rulePages } from './generate/rule-pages.mjs';
import { schemas } from './generate/schemas.mjs';
import { workflowTables } from './generate/workflow-tables.mjs';
import { workflows } from './generate/workflows.mjs';

/** Each gives the files that it generates: [path relative to the repository, content]. */
const generators = [workflows, workflowTables, actionTables, coverageProfile, rulePages, schemas];

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function main([option]) {
  if (option !== undefined && option !== '--check') throw new Error(`unknown option ${option}`);
  const stale = generators
    .flatMap((generate) => generate(root))
    .filter(([file, content]) => content !== readIfPresent(join(root, file)));
  if (option === undefined) for (const [file, content] of stale) write(join(root, file), content);
  for (const [file] of stale)
    console.log(`${option === undefined ? 'written' : 'stale, run npm run generate'}: ${file}`);
  process.exitCode = option === '--check' && stale.length > 0 ? 1 : 0;
}

function readIfPresent(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

main(process.argv.slice(2));
