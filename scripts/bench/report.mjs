/** The report of a large project: how long its page takes to make, how large it is, and how it opens and scrolls. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, SetupError } from '../setup.mjs';
import { present, variable } from '../tools.mjs';
import { measure, section, timeLimit } from './measure.mjs';

/** Each run takes seconds. */
const RUNS = 5;

/**
 * Where a reader begins to see a stall, in milliseconds from one frame to the next: the 200 ms up to which web.dev calls the response to
 * an interaction good (Interaction to Next Paint).
 */
const STALL_MS = 200;

export async function report(scratch) {
  execFileSync('tsc', ['-b', 'packages/report'], { cwd: root, stdio: 'inherit' });
  const page = join(scratch, 'large-report.html');
  const rows = await measure(
    [
      {
        name: 'the page of 2,000 findings and 100,000 lines',
        command: [process.execPath, join(root, 'scripts/bench/large-report.mjs'), page],
      },
      { name: '`node -e 0`', command: [process.execPath, '-e', '0'] },
    ],
    RUNS,
  );
  const megabytes = statSync(page).size / 1e6;
  const { paint, closed, open, all } = await inChromium(page);
  return section('The report of 2,000 findings and 100,000 lines of covered source', rows, [
    timeLimit(rows[0], 5000),
    `- size of the page: **${megabytes.toFixed(1)} MB** (goal: at most 20 MB)`,
    `- in Chromium, the first paint after **${Math.round(paint)} ms** (goal: at most 1000 ms)`,
    `- from one frame to the next while it is scrolled from end to end in 60 steps, at most **${Math.round(closed)} ms**, with a file of 1,000 lines open **${Math.round(open)} ms** (goal: at most ${STALL_MS} ms)`,
    `- the same with all 100,000 lines open: **${Math.round(all)} ms** (no goal: nobody reads it so)`,
  ]);
}

/** When the page is painted first, and the longest gaps between frames. All in milliseconds. */
async function inChromium(page) {
  const executablePath = present()[variable('chromium')];
  if (executablePath === undefined) throw new SetupError('needs Chromium; npm test fetches it');
  const { chromium } = createRequire(join(root, 'test/package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await tab.goto(pathToFileURL(page).href, { waitUntil: 'load' });
    const paint = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    const closed = await tab.evaluate(longestGap);
    await tab.evaluate(openFiles, 1);
    const open = await tab.evaluate(longestGap);
    await tab.evaluate(openFiles, 100);
    const all = await tab.evaluate(longestGap);
    return { paint, closed, open, all };
  } finally {
    await browser.close();
  }
}

/* What is evaluated in the page sees its globals. */

/** Opens the first files, and waits until that is painted. @param {number} count */
async function openFiles(count) {
  for (const file of [...document.querySelectorAll('details.file')].slice(0, count)) file.open = true;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Scrolls from end to end, and tells the longest time from one frame to the next. */
async function longestGap() {
  const steps = 60;
  const end = document.documentElement.scrollHeight;
  let [last, longest] = [await new Promise(requestAnimationFrame), 0];
  for (let step = 0; step <= steps; step += 1) {
    scrollTo(0, (end * step) / steps);
    const now = await new Promise(requestAnimationFrame);
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}
