/**
 * `npm run bench`: measures the figures that docs/figures.md shows, each beside its peer or floor in the same run, and writes
 * that page. Needs Debian 12, rustup, openssl, unzip and sha256sum; the machine should have nothing else to do.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { RUNS } from './bench/measure.mjs';
import { msrv } from './bench/msrv.mjs';
import { starts } from './bench/starts.mjs';
import { lockFromDist, postStep, verifyToolchain } from './bench/toolchain.mjs';
import { verify } from './bench/verify.mjs';
import { root, run, runMain, setUp, toolsNode } from './setup.mjs';

await runMain(async () => {
  if (process.argv[2] !== 'measure') {
    const env = await setUp();
    return run(toolsNode(), [join(root, 'scripts/bench.mjs'), 'measure'], { env });
  }
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const sections = [];
    for (const topic of [starts, msrv, verify, verifyToolchain, postStep, lockFromDist])
      sections.push(await topic(scratch));
    const page = [heading(), ...sections].join('\n');
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs/figures.md'), page);
    process.stdout.write(page);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

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
