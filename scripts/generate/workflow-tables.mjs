import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inputTable, outputTable } from './action-tables.mjs';
import { insert } from './markdown.mjs';
import { sources } from './workflows.mjs';

/** The page on each workflow; most stand on one. */
const PAGE = 'docs/workflows.md';
const OWN_PAGES = { 'audit.yml': 'docs/audit.md' };

/** The tables of inputs and outputs of each reusable workflow, in the page on it. */
export function workflowTables(root) {
  const pages = new Map();
  for (const [name, source] of sources(root)) {
    const file = OWN_PAGES[name] ?? PAGE;
    const text = pages.get(file) ?? readFileSync(join(root, file), 'utf8');
    const { inputs, outputs } = parse(source).on.workflow_call;
    const withInputs = insert(text, `inputs of ${name}`, inputTable(inputs), file);
    pages.set(file, insert(withInputs, `outputs of ${name}`, outputTable(outputs), file));
  }
  return [...pages];
}
