/**
 * What is measured of packages/obligations, as a process of its own: `list FOLDER…` lists what the first 100,000 lines of Rust in the folders owe,
 * `parse FOLDER…` lets the parser read them and does nothing more, which is the floor.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rustGrammar } from '../../packages/host/build/src/index.js';
import { obligationsOf, openGrammar } from '../../packages/obligations/build/src/index.js';

const LINES = 100_000;

const [what, ...folders] = process.argv.slice(2);
const grammar = await openGrammar(await rustGrammar());
let [lines, found] = [0, 0];
for (const source of folders.flatMap(sourcesIn)) {
  if (lines >= LINES) break;
  const text = firstLines(readFileSync(source, 'utf8'), LINES - lines);
  lines += text.split('\n').length;
  if (what === 'parse') grammar.parser.parse(text).delete();
  else found += obligationsOf(grammar, text).statements?.length ?? 0;
}
if (lines < LINES) throw new Error(`there are only ${lines} lines`);
if (what === 'list' && found < LINES / 10) throw new Error(`only ${found} statements were found`);

/** Cargo's own folder aside: what is built is no source. */
function sourcesIn(folder) {
  const entries = readdirSync(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith('.rs') && !name.startsWith('target'))
    .sort()
    .map((name) => join(folder, name));
}

function firstLines(text, count) {
  const all = text.split('\n');
  return all.length <= count ? text : `${all.slice(0, count).join('\n')}\n`;
}
