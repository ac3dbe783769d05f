/**
 * `npm run bench`: measures the figures that docs/figures.md shows, each beside its peer or floor in the same run, and writes
 * that page. Needs Debian 12, rustup, unzip and sha256sum; the machine should have nothing else to do.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { root, run, runMain, SetupError, setUp, toolsNode } from './setup.mjs';

/** Counted runs of each command, after one that is not. */
const RUNS = 15;

const assay = [process.execPath, join(root, 'dist/assay.js')];

await runMain(async () => {
  if (process.argv[2] !== 'measure') {
    const env = await setUp();
    return run(toolsNode(), [join(root, 'scripts/bench.mjs'), 'measure'], { env });
  }
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const sections = [await starts(scratch), await msrv(scratch), await verify(scratch)];
    const page = [heading(), ...sections].join('\n');
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs/figures.md'), page);
    process.stdout.write(page);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

async function starts(scratch) {
  const floor = { name: '`node -e 0`', command: [process.execPath, '-e', '0'], cwd: scratch };
  const version = { name: '`assay --version`', command: [process.execPath, assay[1], '--version'], cwd: scratch };
  const action = {
    name: 'an action: start, read its inputs, refuse a folder that is not there',
    command: [process.execPath, join(root, 'actions/check-msrv/dist/main.js')],
    cwd: scratch,
    env: actionEnvironment(scratch),
    status: 2,
  };
  const [node, ...ours] = await measure([floor, version, action]);
  return section(
    'Start',
    [node, ...ours],
    [
      limit(ours[0], node, 2.5, '`assay --version` against `node -e 0`'),
      limit(ours[1], node, 2.5, "an action's start against `node -e 0`"),
    ],
  );
}

/** What the runner would set, with an input that ends the action as soon as it has started. */
function actionEnvironment(scratch) {
  const files = { GITHUB_OUTPUT: join(scratch, 'output'), GITHUB_STEP_SUMMARY: join(scratch, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const inputs = { 'INPUT_WORKING-DIRECTORY': 'absent', INPUT_POLICY: 'assay.toml', 'INPUT_EVIDENCE-DIR': 'evidence' };
  return { ...files, ...inputs, GITHUB_WORKSPACE: scratch };
}

async function msrv(scratch) {
  const { applications, fetchApplication } = await import('../test/support/published.ts');
  const application = applications.at(-1);
  const workspace = join(scratch, application.name);
  cpSync(fetchApplication(application), workspace, { recursive: true });
  execFileSync('bash', [join(root, 'scripts/debian-toolchains.sh'), '1.85.0'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const env = { RUSTUP_TOOLCHAIN: '1.95.0', RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true' };
  execFileSync(process.execPath, [assay[1], 'init', '--baseline', '1.85.0'], {
    cwd: workspace,
    env: { ...process.env, ...env },
  });
  const packages = readFileSync(join(workspace, 'Cargo.lock'), 'utf8').match(/^\[\[package\]\]/gm).length;
  const [own, metadata, refusal] = await measure([
    { name: '`assay msrv`', command: [process.execPath, assay[1], 'msrv'], cwd: workspace, env, status: 1 },
    cargo('`cargo metadata --locked --offline`', ['metadata', '--format-version', '1', '--locked', '--offline'], {
      workspace,
      env,
    }),
    cargo('`cargo +1.85.0 check --locked --offline`, which refuses', ['+1.85.0', 'check', '--locked', '--offline'], {
      ...{ workspace, env: { ...env, RUSTUP_TOOLCHAIN: undefined }, status: 101 },
    }),
  ]);
  return section(
    `The baseline of ${packages} locked packages (${application.name} ${application.version})`,
    [own, metadata, refusal],
    [
      limit(own, refusal, 1, "`assay msrv` against cargo's own refusal"),
      limit(own, metadata, 1.5, '`assay msrv` against `cargo metadata`'),
      memoryLimit(own, 200),
    ],
  );
}

function cargo(name, args, { workspace, env, status = 0 }) {
  return { name, command: ['cargo', ...args], cwd: workspace, env, status };
}

async function verify(scratch) {
  const workspace = join(scratch, 'motor-controller');
  cpSync(join(root, 'examples/motor-controller'), workspace, {
    recursive: true,
    filter: (file) => !/[\\/]target$/.test(file),
  });
  const bundle = await largeBundle(workspace, scratch);
  const contents = join(scratch, 'contents');
  execFileSync('unzip', ['-qq', bundle, '-d', contents]);
  const floor = `unzip -tqq '${bundle}' && cd '${contents}' && sha256sum --quiet -c SHA256SUMS`;
  const [own, tools] = await measure([
    { name: '`assay verify`', command: [process.execPath, assay[1], 'verify', bundle], cwd: scratch },
    { name: '`unzip -t` and `sha256sum -c`', command: ['sh', '-c', floor], cwd: scratch },
  ]);
  return section(
    'Verifying a bundle of 100 MB',
    [own, tools],
    [limit(own, tools, 2, '`assay verify` against `unzip -t` and `sha256sum`')],
  );
}

/** A bundle of the sample whose evidence also rests on 100 MB of the workspace's files, as a check of large inputs would. */
async function largeBundle(workspace, scratch) {
  const { makeLargeBundle } = await import('./bench/large-bundle.mjs');
  const file = join(scratch, 'bundle.zip');
  await makeLargeBundle({ workspace, file, bytes: 100_000_000 });
  return file;
}

/** Runs the commands in turn, A B C A B C …, so that a machine whose speed drifts treats them alike. */
async function measure(commands) {
  const samples = commands.map(() => []);
  for (let turn = 0; turn <= RUNS; turn += 1) {
    for (const [index, command] of commands.entries()) {
      const sample = await once(command);
      if (turn > 0) samples[index].push(sample);
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
function limit(own, other, most, what) {
  const ratios = own.times.map((time, index) => time / other.times[index]).sort((a, b) => a - b);
  return `- ${what}: **${ratios[Math.floor(ratios.length / 2)].toFixed(2)} ×** (goal: at most ${most} ×)`;
}

function memoryLimit(own, most) {
  return `- peak memory of ${own.name}: **${Math.round(own.memory)} MB** (goal: at most ${most} MB)`;
}

function section(title, rows, lines) {
  const cells = rows.map(({ name, median, min, max, memory }) => {
    return `| ${name} | ${median.toFixed(0)} | ${min.toFixed(0)} | ${max.toFixed(0)} | ${memory.toFixed(0)} |`;
  });
  return [
    '',
    `## ${title}`,
    '',
    '| command | median ms | min | max | peak MB |',
    '|---|---|---|---|---|',
    ...cells,
    '',
    ...lines,
    '',
  ].join('\n');
}

function heading() {
  const [{ model }] = cpus();
  const machine = `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split('-')[0]}, Node ${process.versions.node}`;
  const rust = execFileSync('cargo', ['+1.95.0', '-V']).toString().trim();
  return [
    '# Figures',
    '',
    `Measured by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, ${rust}; Rust 1.85.0 is Debian's build.`,
    `${RUNS} runs of each whole process, in turn; ratios are medians of neighbouring runs. File cache warm.`,
  ].join('\n');
}
