// What is evaluated in the page sees the types of a page.
/// <reference lib="dom" />
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderHtml } from '@assay/report';
import { randomReport } from '@assay/report/testing';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, describe, expect, type TestContext, test } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { markedReport } from './support/marked-report.js';
import { failingReport, passingReport } from './support/reports.js';
import { readText } from './support/repository.js';
import { tool } from './support/tools.js';

const html = renderHtml(markedReport());

const axe = readText('test/node_modules/axe-core/axe.min.js');

let browser: Browser | undefined;
const contexts: BrowserContext[] = [];

// A page that stays open takes time from those that follow.
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await browser?.close();
});

/** A page as somebody opens it from disk, without a network, and what it asked for and complained of. */
async function opened(
  skip: TestContext['skip'],
  { content = html, ...options }: BrowserContextOptions & { content?: string } = {},
): Promise<{ page: Page; requests: string[]; messages: string[]; address: string }> {
  const executablePath = tool('chromium', skip);
  // Chromium refuses to sandbox itself for root, as which containers run.
  browser ??= await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const context = await browser.newContext({ offline: true, ...options });
  contexts.push(context);
  const page = await context.newPage();
  const [requests, messages]: string[][] = [[], []];
  page.on('request', (request) => requests?.push(request.url()));
  page.on('console', (message) => messages?.push(message.text()));
  page.on('pageerror', (error) => messages?.push(error.message));
  const file = join(temporaryFolder(), 'index.html');
  writeFileSync(file, content);
  const address = pathToFileURL(file).href;
  await page.goto(address);
  return { page, requests: requests ?? [], messages: messages ?? [], address };
}

const lineFive = '[id="s:5"]';

describe('the page of a report with marked sources', () => {
  test('loads nothing, runs nothing and breaks no policy of its own', async ({ skip }) => {
    const { page, requests, messages, address } = await opened(skip);
    expect(requests).toEqual([address]);
    expect(messages).toEqual([]);
    expect(await page.locator('script, [src], link').count()).toBe(0);
    // Its own style sheet is the one that its policy allows.
    const border = await page.locator('.banner').evaluate((banner) => getComputedStyle(banner).borderLeftStyle);
    expect(border).toBe('solid');
  });

  test('would be heard to complain: another style sheet is refused', async ({ skip }) => {
    const content = html.replace('</head>', '<style>b { color: red }</style></head>');
    const { messages } = await opened(skip, { content });
    expect(messages).toEqual([expect.stringContaining('Content Security Policy')]);
  });

  test('opens the line that a finding links to, with what is told of it', async ({ skip }) => {
    const { page } = await opened(skip);
    expect(await page.locator(lineFive).isVisible()).toBe(false);
    await page.locator('table.findings th a', { hasText: 'motor/src/lib.rs:5:20' }).click();
    const note = page.locator(lineFive);
    await note.waitFor({ state: 'visible' });
    const line = page.locator('summary', { hasText: 'if is_armed && speed > 40 {' });
    for (const part of [line, note]) {
      const box = await part.boundingBox();
      const height = page.viewportSize()?.height ?? 0;
      expect(box?.y).toBeGreaterThan(0);
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }
    // The name of the file stays in view above it, and does not cover it.
    const heading = await page.locator('details.file[open] > summary').first().boundingBox();
    expect((heading?.y ?? 0) + (heading?.height ?? 0)).toBeLessThanOrEqual((await line.boundingBox())?.y ?? 0);
  });

  test('opens the line that the words of a finding name', async ({ skip }) => {
    const { page } = await opened(skip);
    await page.locator('.remedy a', { hasText: 'motor/src/lib.rs:6:9' }).click();
    await page.locator('[id="s:6"]').waitFor({ state: 'visible' });
  });

  test('is read with the keyboard alone', async ({ skip }) => {
    const { page } = await opened(skip);
    const until = async (wanted: Locator) => {
      const isFocused = () => wanted.evaluate((element) => element === document.activeElement);
      for (let presses = 0; presses < 60 && !(await isFocused()); presses += 1) await page.keyboard.press('Tab');
      expect(await isFocused()).toBe(true);
    };
    await until(page.locator('details.file > summary', { hasText: 'motor/src/lib.rs' }));
    await page.keyboard.press('Enter');
    const note = page.locator('[id="s:4"]');
    expect(await note.isVisible()).toBe(false);
    await until(page.locator('summary', { hasText: 'pub fn must_stop' }));
    await page.keyboard.press('Enter');
    await note.waitFor({ state: 'visible' });
    expect(await note.textContent()).toContain('must_stop was entered, and not all of it reached');
  });

  test.for([360, 768, 1280])('is no wider than a window of %i pixels, whatever is open', async (width, { skip }) => {
    const { page } = await opened(skip, { viewport: { width, height: 800 } });
    await openDetails(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    // What is wider than its place scrolls there, so that nothing is cut off.
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.source *, table *')].flatMap((element) => {
        const scrolls = element.closest('.scroll, .source div > div') !== null;
        const { right } = element.getBoundingClientRect();
        return scrolls || element.matches('.unseen, caption, i') || right <= innerWidth ? [] : [element.outerHTML];
      }),
    );
    expect(cut).toEqual([]);
  });

  test('shades the edge of a table beyond which there is more, in a narrow window', async ({ skip }) => {
    const { page } = await opened(skip, { viewport: { width: 400, height: 800 }, colorScheme: 'light' });
    const table = page.locator('.scroll').first();
    await table.scrollIntoViewIfNeeded();
    const edges = () => edgesOf(page, table);
    expect(await edges()).toEqual({ left: false, right: true });
    await table.evaluate((frame) => frame.scrollTo({ left: frame.scrollWidth }));
    expect(await edges()).toEqual({ left: true, right: false });
  });

  test('prints only the files that their reader has opened', async ({ skip }) => {
    const { page } = await opened(skip);
    await page.emulateMedia({ media: 'print' });
    const [first, second] = [page.locator('details.file').first(), page.locator('details.file').last()];
    expect([await first.isVisible(), await second.isVisible()]).toEqual([false, false]);
    await first.evaluate((details) => details.setAttribute('open', ''));
    expect([await first.isVisible(), await second.isVisible()]).toEqual([true, false]);
    expect(await page.locator('[id="s:5"]').isVisible()).toBe(true);
  });
});

const pages = {
  passing: renderHtml(passingReport()),
  failing: renderHtml(failingReport()),
  marked: html,
  hostile: renderHtml(randomReport(5, { checks: 4, findings: 12 })),
};

describe.each(Object.entries(pages))('the page of a %s report', (_, content) => {
  test('loads nothing, opens no dialog, and holds no element that a text made', async ({ skip }) => {
    const { page, requests, messages, address } = await opened(skip, { content });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    await openDetails(page);
    expect(requests).toEqual([address]);
    expect([...messages, ...dialogs]).toEqual([]);
    expect(
      await page.locator('script, img, iframe, object, embed, form, input, base, link, [src], [style]').count(),
    ).toBe(0);
    const handlers = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith('on')),
      ),
    );
    expect(handlers).toEqual([]);
  });

  test('has no link into nothing, and headings that leave out no step', async ({ skip }) => {
    const { page } = await opened(skip, { content });
    const { links, dead, levels } = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
      return {
        links: all.length,
        dead: all.filter((href) => !href.startsWith('#') || document.getElementById(href.slice(1)) === null),
        levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName.slice(1))),
      };
    });
    expect(links).toBeGreaterThan(5);
    expect(dead).toEqual([]);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  test('has text of enough contrast, light and dark', async ({ skip }) => {
    const { page } = await opened(skip, { content });
    await openDetails(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(tooWeak, 4.5), colorScheme).toEqual([]);
    }
  });

  test('has nothing that axe finds inaccessible, in a wide and in a narrow window', async ({ skip }) => {
    const { page } = await opened(skip, { content });
    await openDetails(page);
    expect(await inaccessible(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await inaccessible(page, ['scrollable-region-focusable', 'target-size'])).toEqual([]);
  });
});

test('contrast would be heard of: a text that is nearly the colour of its ground', async ({ skip }) => {
  const { page } = await opened(skip, { content: html, colorScheme: 'light' });
  await page.locator('h1').evaluate((heading) => Object.assign(heading.style, { color: '#888', background: '#fff' }));
  expect(await page.evaluate(tooWeak, 4.5)).toEqual([expect.stringMatching(/^3\.54: /)]);
});

test('axe would be heard: of a page without a language, and of a link without a name', async ({ skip }) => {
  const content = html.replace('</main>', '<a href="#findings"></a></main>').replace('<html lang="en">', '<html>');
  const { page } = await opened(skip, { content });
  expect(await inaccessible(page)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^html-has-lang/), expect.stringMatching(/^link-name/)]),
  );
});

/** Is the first column of pixels at either edge of it darker than the page's ground? By a picture, since a shade is no element. */
async function edgesOf(page: Page, of: Locator): Promise<{ left: boolean; right: boolean }> {
  const picture = (await of.screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (pen === null) throw new Error('this browser does not draw');
    pen.drawImage(image, 0, 0);
    // The top line is above all text.
    const isShaded = (x: number) => (pen.getImageData(x, 1, 1, 1).data[0] ?? 255) < 250;
    return { left: isShaded(0), right: isShaded(image.width - 1) };
  }, picture);
}

async function openDetails(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/**
 * The rules of axe that the page breaks, each with the first elements that do: of these rules, or of all that are no experiments but for that of
 * contrast, which {@link tooWeak} measures for every text: axe does not know the ground where texts lie over one another.
 */
async function inaccessible(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Through the debugger, as a page that runs no script takes none; once for each page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(
      runOnly === undefined ? { rules: { 'color-contrast': { enabled: false } } } : { runOnly },
    );
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 200))
          .slice(0, 3)
          .join(' ')}`,
    );
  }, rules);
}

interface Axe {
  run(options: {
    runOnly?: readonly string[];
    rules?: Record<string, { enabled: boolean }>;
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** In the page: the texts whose contrast with what they stand on is below this (WCAG 2.2, 1.4.3), with the ratio. Colours are drawn to be known. */
function tooWeak(least: number): string[] {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('this browser does not draw');
  const luminance = (colours: readonly string[]) => {
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = Array.from(pen.getImageData(0, 0, 1, 1).data, (value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set<string>();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '') continue;
    const grounds: string[] = [];
    for (let above: Element | null = element; above !== null; above = above.parentElement) {
      grounds.unshift(getComputedStyle(above).backgroundColor);
    }
    const ground = luminance(grounds);
    const text = luminance([...grounds, getComputedStyle(element).color]);
    const ratio = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
    if (ratio < least) found.add(`${ratio.toFixed(2)}: ${node.textContent?.trim().slice(0, 40)}`);
  }
  return [...found];
}
