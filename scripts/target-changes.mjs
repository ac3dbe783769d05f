/**
 * Writes packages/readiness/data/changes.json: what happened to Rust's compilation targets between releases.
 *
 * It compares what compilers say of their own targets, and takes from scripts/target-changes/notes.json what only people have
 * written down: which release of several it was, which two names are one target, and where the Rust project says so.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changesBetween, documentedOnly, inOrder } from './target-changes/compare.mjs';
import { afterChanges, differing, factsFrom, lines } from './target-changes/facts.mjs';

const help = `usage: node scripts/target-changes.mjs DUMPS

DUMPS is a folder with a file for each release that scripts/target-changes/notes.json names, such as 1.95.0.json, made by
  RUSTC_BOOTSTRAP=1 rustc +1.95.0 -Z unstable-options --print all-target-specs-json > DUMPS/1.95.0.json
To take in a new release, add its row to "releases" there, the newest last, and to "notes" what its release notes say of targets.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function main([dumps, ...rest]) {
  if (dumps === undefined || dumps.startsWith('-') || rest.length > 0) {
    console.log(help);
    process.exitCode = dumps === '--help' ? 0 : 2;
    return;
  }
  const { collected, releases, notes } = JSON.parse(
    readFileSync(join(root, 'scripts/target-changes/notes.json'), 'utf8'),
  );
  const measured = releases.map((row) => ({ ...row, facts: readDump(join(dumps, `${row.release}.json`)) }));
  const open = new Set(notes);
  const changes = [];
  const stated = {};
  for (const [index, newer] of measured.entries()) {
    const older = measured[index - 1];
    if (older === undefined) continue;
    const rows = changesBetween(older, newer, open);
    changes.push(...rows);
    const restated = differing(afterChanges(older.facts, rows), newer.facts);
    if (restated.length > 0) stated[newer.release] = restated;
  }
  changes.push(...documentedOnly([...open], releases[0].release));
  write({ collected, measured, changes: inOrder(changes), stated });
}

function readDump(file) {
  if (!existsSync(file)) throw new Error(`${file} is missing\n${help}`);
  return factsFrom(JSON.parse(readFileSync(file, 'utf8')));
}

/** One row a line, so that a difference between two versions of the file is the difference between two sets of facts. */
function write({ collected, measured, changes, stated }) {
  const rows = (list) => list.map((row) => JSON.stringify(row)).join(',\n    ');
  const named = (entries) => entries.map(([name, facts]) => `${JSON.stringify(name)}: ${JSON.stringify(facts)}`);
  const releases = measured.map(({ facts, ...row }) => ({
    ...row,
    targets: facts.size,
    sha256: createHash('sha256').update(lines(facts)).digest('hex'),
  }));
  const restated = Object.entries(stated).map(
    ([release, entries]) => `${JSON.stringify(release)}: {\n      ${named(entries).join(',\n      ')}\n    }`,
  );
  const text = `{
  "collected": ${JSON.stringify(collected)},
  "releases": [
    ${rows(releases)}
  ],
  "oldest": {
    ${named([...measured[0].facts]).join(',\n    ')}
  },
  "changes": [
    ${rows(changes)}
  ],
  "stated": {
    ${restated.join(',\n    ')}
  }
}
`;
  writeFileSync(join(root, 'packages/readiness/data/changes.json'), text);
  console.log(`${releases.length} releases, ${changes.length} changes`);
}

main(process.argv.slice(2));
