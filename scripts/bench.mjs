/**
 * `npm run bench`: measures the figures that docs/figures.md shows, each beside its peer or floor in the same run, and writes
 * that page. `npm run bench -- coverage` measures parts alone, and replaces only their sections. Needs Debian 12, rustup, openssl,
 * unzip and sha256sum; the machine should have nothing else to do.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { coverage } from './bench/coverage.mjs';
import { msrv } from './bench/msrv.mjs';
import { overhead } from './bench/overhead.mjs';
import { headingOf, replaceSections } from './bench/page.mjs';
import { report } from './bench/report.mjs';
import { starts } from './bench/starts.mjs';
import { targets } from './bench/targets.mjs';
import { lockFromDist, postStep, verifyToolchain } from './bench/toolchain.mjs';
import { verify } from './bench/verify.mjs';
import { root, run, runMain, SetupError, setUp, toolsNode } from './setup.mjs';

/** The parts by the names under which they can be asked for, in the order of the page. */
const topics = {
  starts,
  overhead,
  msrv,
  coverage,
  targets,
  verify,
  report,
  toolchain: verifyToolchain,
  post: postStep,
  lock: lockFromDist,
};

const FIGURES = join(root, 'docs/figures.md');

await runMain(async () => {
  const [first, ...rest] = process.argv.slice(2);
  if (first !== 'measure') {
    const env = await setUp();
    return run(toolsNode(), [join(root, 'scripts/bench.mjs'), 'measure', ...process.argv.slice(2)], { env });
  }
  const unknown = rest.find((name) => !Object.hasOwn(topics, name));
  if (unknown !== undefined) throw new SetupError(`no part is called ${unknown}: ${Object.keys(topics).join(', ')}`);
  const isWhole = rest.length === 0;
  const chosen = isWhole ? Object.keys(topics) : rest;
  const before = isWhole ? heading() : pageOfThisMachine();
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const sections = [];
    for (const name of chosen) sections.push(await topics[name](scratch));
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(FIGURES, replaceSections(before, sections.join('\n')));
    process.stdout.write(`${sections.join('\n')}\n`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** The page as it stands. Throws SetupError where it is of other than this machine, its compiler and its Node. */
function pageOfThisMachine() {
  const page = readFileSync(FIGURES, 'utf8');
  if (headingOf(page).includes(machine())) return page;
  throw new SetupError(`docs/figures.md was not measured here, with ${machine()}: measure all parts`);
}

function heading() {
  return [
    '# Figures',
    '',
    `Measured by \`npm run bench\`: ${machine()}; Rust 1.85.0 is Debian's build.`,
    'Whole processes, in turn; ratios are medians of neighbouring runs. File cache warm.',
    '',
  ].join('\n');
}

function machine() {
  const [{ model }] = cpus();
  const rust = execFileSync('cargo', ['+1.95.0', '-V']).toString().trim();
  return `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split('-')[0]}, Node ${process.versions.node}, ${rust}`;
}
