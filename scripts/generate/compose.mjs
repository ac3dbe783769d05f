import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A line `# include PART`, with the part's values on lines `#   name: value` below it.
 * Its indentation is that of everything that takes its place.
 */
const include = /^( *)# include ([\w.-]+)\n((?:\1# {3}[\w-]+: .+\n)*)/gm;

/**
 * The text of a workflow with each `# include PART` replaced by that file of parts/, in which `<name>` stands for a value. What is said once
 * in the sources so stands in every workflow that needs it, and GitHub, a reviewer and a linter read whole files. Throws Error for a part that does not
 * exist, a value that the part has no place for, and a place that has no value.
 * @param {string} folder with the workflows, and `parts` in it @param {string} name
 */
export function composed(folder, name) {
  return fill(readFileSync(join(folder, name), 'utf8'), folder);
}

/** @param {string} text @param {string} folder @returns {string} */
function fill(text, folder) {
  return text.replace(include, (_, indent, part, lines) => {
    const values = new Map(Array.from(lines.matchAll(/# {3}([\w-]+): (.+)/g), ([, key, value]) => [key, value]));
    const given = withValues(readFileSync(join(folder, 'parts', part), 'utf8'), values, part);
    return fill(given, folder).replace(/^(?=.)/gm, indent);
  });
}

/** @param {string} text @param {ReadonlyMap<string, string>} values @param {string} part */
function withValues(text, values, part) {
  const used = new Set();
  const filled = text.replace(/<([\w-]+)>/g, (_, key) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`workflows/parts/${part} has a place for ${key}, and is given no value`);
    used.add(key);
    return value;
  });
  for (const key of values.keys()) {
    if (!used.has(key)) throw new Error(`workflows/parts/${part} has no place for ${key}`);
  }
  return filled;
}
