/** How every figure is measured: whole processes, in turn, beside their peer or floor in the same run. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError } from '../setup.mjs';

/** Counted runs of each command, after one that is not. */
export const RUNS = 15;

/** The shipped command. */
export const assay = [process.execPath, join(root, 'dist/assay.js')];

/**
 * Runs the commands in turn, A B C A B C …, so that a machine whose speed drifts treats them alike. What a command's `before` and `after`
 * do is not measured; `after` is told the milliseconds of each counted run.
 */
export async function measure(commands, runs = RUNS) {
  const samples = commands.map(() => []);
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const [index, command] of commands.entries()) {
      command.before?.();
      const sample = await once(command);
      if (turn === 0) continue;
      samples[index].push(sample);
      command.after?.(sample.milliseconds);
    }
  }
  return commands.map(({ name }, index) => ({ name, ...summary(samples[index]) }));
}

/** One run: wall time, and peak memory of the process as GNU time reports it. */
function once({ name, command, cwd, env = {}, status = 0 }) {
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%M', ...command] : command;
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const [program, ...args] = timed;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      if (code !== status)
        return reject(new SetupError(`${name} ended with status ${code}, not ${status}:\n${stderr}`));
      resolve({ milliseconds, megabytes: Number(/(\d+)\s*$/.exec(stderr)?.[1] ?? Number.NaN) / 1024 });
    });
  });
}

function summary(samples) {
  const times = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    times: samples.map(({ milliseconds }) => milliseconds),
    median: times[Math.floor(times.length / 2)],
    min: times[0],
    max: times.at(-1),
    memory: Math.max(...samples.map(({ megabytes }) => megabytes)),
  };
}

/** The median of the ratios of runs that stand next to each other. */
export function limit(own, other, most, what) {
  return ratioLimit(
    own.times.map((time, index) => time / other.times[index]),
    most,
    what,
  );
}

/** The same of what each needs beyond `base`, which both do as well. */
export function limitBeyond(base, own, other, most, what) {
  const beyond = ({ times }, index) => times[index] - base.times[index];
  return ratioLimit(
    own.times.map((_, index) => beyond(own, index) / beyond(other, index)),
    most,
    what,
  );
}

function ratioLimit(ratios, most, what) {
  return `- ${what}: **${median(ratios).toFixed(2)} ×** (goal: at most ${Number(most.toFixed(2))} ×)`;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function timeLimit(own, most) {
  return `- median time of ${own.name}: **${Math.round(own.median)} ms** (goal: at most ${most} ms)`;
}

export function memoryLimit(own, most) {
  return `- peak memory of ${own.name}: **${Math.round(own.memory)} MB** (goal: at most ${most} MB)`;
}

/** One section of the page, with the day and how many runs it is of: sections may be of different days. */
export function section(title, rows, lines) {
  const runs = new Set(rows.map(({ times }) => times.length));
  const cells = rows.map(({ name, median, min, max, memory }) => {
    return `| ${name} | ${median.toFixed(0)} | ${min.toFixed(0)} | ${max.toFixed(0)} | ${memory.toFixed(0)} |`;
  });
  return [
    '',
    `## ${title}`,
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)}, ${[...runs].join(' and ')} runs each.`,
    '',
    '| command | median ms | min | max | peak MB |',
    '|---|---|---|---|---|',
    ...cells,
    '',
    ...lines,
    '',
  ].join('\n');
}
