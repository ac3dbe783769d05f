/**
 * Loaded into a process by `node --import`: adds to the file ASSAY_BENCH_CHILDREN, when it ends, the milliseconds in which at least one process ran that it had started.
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

let running = 0;
let since = 0;
let total = 0;

subscribe('child_process', ({ process: child }) => {
  if (running === 0) since = performance.now();
  running += 1;
  // Once: a program that could not be started says so by `error`, and may not by `exit`.
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    running -= 1;
    if (running === 0) total += performance.now() - since;
  };
  child.once('exit', end);
  child.once('error', end);
});

process.once('exit', () => appendFileSync(process.env.ASSAY_BENCH_CHILDREN, `${total}\n`));
