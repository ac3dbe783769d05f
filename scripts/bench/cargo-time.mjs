/** How much of a run's time is Cargo's: with its compilers and the tests that it starts. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A search path on which another `cargo` comes first, which starts the real one and notes when.
 * @param {string} folder where that program is put @param {string} log where it notes
 */
export function beforeCargo(folder, log) {
  const { PATH = '' } = process.env;
  const own = join(folder, 'cargo-with-times');
  mkdirSync(own, { recursive: true });
  const script = [
    '#!/bin/sh',
    'start=$(date +%s%N)',
    `PATH='${PATH}' cargo "$@"`,
    'status=$?',
    `echo "$start $(date +%s%N)" >> '${log}'`,
    'exit $status',
  ];
  writeFileSync(join(own, 'cargo'), `${script.join('\n')}\n`, { mode: 0o755 });
  return [own, PATH].join(delimiter);
}

/** Milliseconds of a run in which no Cargo ran. @param {string} log @param {number} milliseconds of the whole run */
export function outsideOfCargo(log, milliseconds) {
  const spans = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map((text) => Number(BigInt(text) / 1000n) / 1000))
    .sort(([a], [b]) => a - b);
  let inside = 0;
  let until = 0;
  for (const [start, end] of spans) {
    inside += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return milliseconds - inside;
}
