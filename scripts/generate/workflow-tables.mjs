import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inputTable, outputTable } from './action-tables.mjs';
import { insert } from './markdown.mjs';
import { sources } from './workflows.mjs';

const FILE = 'docs/workflows.md';

/** The tables of inputs and outputs of each reusable workflow, in the page on them. */
export function workflowTables(root) {
  const page = sources(root).reduce(
    (text, [name, source]) => {
      const { inputs, outputs } = parse(source).on.workflow_call;
      const withInputs = insert(text, `inputs of ${name}`, inputTable(inputs), FILE);
      return insert(withInputs, `outputs of ${name}`, outputTable(outputs), FILE);
    },
    readFileSync(join(root, FILE), 'utf8'),
  );
  return [[FILE, page]];
}
