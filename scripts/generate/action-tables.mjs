import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { insert, table } from './markdown.mjs';

/** The tables of inputs and outputs in each action's README, from its action.yml. */
export function actionTables(root) {
  const folder = join(root, 'actions');
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'action.yml')));
  return names.sort().map((name) => {
    const { inputs = {}, outputs = {} } = parse(readFileSync(join(folder, name, 'action.yml'), 'utf8'));
    const file = `actions/${name}/README.md`;
    const readme = readFileSync(join(root, file), 'utf8');
    return [file, insert(insert(readme, 'inputs', inputTable(inputs), file), 'outputs', outputTable(outputs), file)];
  });
}

/** Inputs of an action or a workflow: its id, what it means, and what it is by default. */
export function inputTable(inputs) {
  const rows = Object.entries(inputs).map(([id, { description, default: value, required }]) => {
    const given = required === true ? 'required' : (value ?? '') === '' ? '' : `\`${value}\``;
    return [`\`${id}\``, cell(description), given];
  });
  return table([['input', 'meaning', 'default'], ...rows]);
}

/** Outputs likewise. */
export function outputTable(outputs) {
  const rows = Object.entries(outputs).map(([id, { description }]) => [`\`${id}\``, cell(description)]);
  return table([['output', 'meaning'], ...rows]);
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
}
