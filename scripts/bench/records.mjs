/**
 * What is measured of packages/records, as a process of its own: `read EXPORT` reads llvm-cov's JSON; `merge A B OUT` reads two files of LCOV,
 * and writes one.
 */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mergeLines, readLcov, readLlvmJson, writeLcov } from '../../packages/records/build/src/index.js';

/** 1 MiB, as the check reads reports. */
const PART = 2 ** 20;

const [what, ...files] = process.argv.slice(2);
const parts = (file) => createReadStream(file, { highWaterMark: PART });

if (what === 'read') {
  const [file] = files;
  const records = await readLlvmJson(parts(file), file);
  if (records.size === 0) throw new Error('nothing was read');
} else {
  const out = files.pop();
  const all = [];
  for (const file of files) all.push(await readLcov(parts(file), file));
  const handle = openSync(out, 'w');
  for (const part of writeLcov(outputOf(mergeLines(all)))) writeSync(handle, part);
  closeSync(handle);
}

function* outputOf(files) {
  for (const [path, file] of files) yield { path, ...file };
}
