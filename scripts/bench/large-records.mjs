/** Records of a large workspace, made up: the same bytes every time. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Files, and lines of LCOV that have a count: what a workspace of 1.3 million lines of records has (measured). */
const FILES = 1728;
const LINES_PER_FILE = 435;
const FUNCTIONS_PER_FILE = 156;

/** Instances of functions in an export: they are most of it. */
const INSTANCES = 214_600;

/** Bytes are gathered up to here before they are written. */
const PART = 2 ** 22;

/** Writes LCOV: 52 MB. Other seeds give other counts of the same lines and functions. @returns its size in bytes */
export function writeTracefile(file, seed) {
  const random = numbers(seed);
  return write(file, function* () {
    for (let index = 0; index < FILES; index += 1) yield section(index, random);
  });
}

function section(index, random) {
  const names = Array.from({ length: FUNCTIONS_PER_FILE }, (_, each) => [1 + each * 9, mangled(index, each)]);
  const counts = Array.from({ length: LINES_PER_FILE }, (_, each) => [1 + each * 3, count(random)]);
  const calls = names.map(([, name]) => [name, count(random)]);
  return [
    `SF:${path(index)}`,
    ...names.map(([line, name]) => `FN:${line},${name}`),
    ...calls.map(([name, times]) => `FNDA:${times},${name}`),
    `FNF:${names.length}`,
    `FNH:${calls.filter(([, times]) => times > 0).length}`,
    ...counts.map(([line, times]) => `DA:${line},${times}`),
    'BRF:0',
    'BRH:0',
    `LF:${counts.length}`,
    `LH:${counts.filter(([, times]) => times > 0).length}`,
    'end_of_record\n',
  ].join('\n');
}

/** Writes an export of llvm-cov, version 3.1.0, with functions: 204 MB. @returns its size in bytes */
export function writeExport(file) {
  const random = numbers(1);
  return write(file, function* () {
    yield '{"data":[{"files":[';
    for (let index = 0; index < FILES; index += 1)
      yield `${index === 0 ? '' : ','}${JSON.stringify(exportedFile(index, random))}`;
    yield '],"functions":[';
    for (let index = 0; index < INSTANCES; index += 1)
      yield `${index === 0 ? '' : ','}${JSON.stringify(exportedFunction(index, random))}`;
    yield `],"totals":${JSON.stringify(summary())}}],"type":"llvm.coverage.json.export","version":"3.1.0"}\n`;
  });
}

function exportedFile(index, random) {
  const segments = Array.from({ length: 2 * LINES_PER_FILE }, (_, each) => {
    const isEnd = each % 2 === 1;
    return [1 + each, isEnd ? 20 : 9, isEnd ? 0 : count(random), !isEnd, !isEnd, false];
  });
  const branches = Array.from({ length: 80 }, (_, each) => [
    ...[1 + each * 5, 12, 1 + each * 5, 24, count(random), count(random)],
    ...[0, 0, 4],
  ]);
  return { branches, expansions: [], filename: path(index), mcdc_records: [], segments, summary: summary() };
}

function exportedFunction(index, random) {
  const regions = Array.from({ length: 20 }, (_, each) => [1 + each, 9, 1 + each, 20, count(random), 0, 0, 0]);
  const branches = Array.from({ length: 4 }, (_, each) => [
    ...[1 + each * 5, 12, 1 + each * 5, 24, count(random), count(random)],
    ...[0, 0, 4],
  ]);
  const name = mangled(index % FILES, index);
  return { branches, count: count(random), filenames: [path(index % FILES)], mcdc_records: [], name, regions };
}

function summary() {
  const part = { count: 435, covered: 300, percent: 68.96551724137932 };
  const partial = { ...part, notcovered: 135 };
  return { branches: partial, functions: part, instantiations: part, lines: part, mcdc: partial, regions: partial };
}

function path(index) {
  return `/build/workspace/crates/member-${index % 54}/src/module_${index}.rs`;
}

/** As long as the names of Rust's generic functions are. */
function mangled(file, index) {
  return `_RNvNtCs4fqI2P2rA04_9member_${file % 54}8module_${file}INtB2_5TableE6method_${index}Cs2d_4row`;
}

/** Mostly small; a third of everything never ran. */
function count(random) {
  const kind = random();
  return kind < 0.33 ? 0 : Math.floor(kind < 0.9 ? random() * 100 : random() * 1e7);
}

/** Numbers from 0 to below 1, the same for the same seed: mulberry32. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes parts as they come. */
function write(file, parts) {
  const handle = openSync(file, 'w');
  let [size, gathered] = [0, ''];
  try {
    for (const part of parts()) {
      gathered += part;
      if (gathered.length < PART) continue;
      size += writeSync(handle, gathered);
      gathered = '';
    }
    return size + writeSync(handle, gathered);
  } finally {
    closeSync(handle);
  }
}
