import { markdownText } from './safe.js';
import type { Page } from './terminal-page.js';

/** A part of what is told, with words below each of its items. */
export interface Part {
  title: string;
  /** Each a sentence, and what is to be said below it. */
  items: readonly (readonly string[])[];
}

/** Parts on a page of a terminal. */
export function showParts(page: Page, parts: readonly Part[]): void {
  for (const { title, items } of parts) {
    page.space();
    page.line(0, title, page.colors.bold);
    for (const [what = '', ...details] of items) {
      page.line(2, what);
      for (const detail of details) page.line(4, detail);
    }
  }
}

/** Parts as Markdown, in lines. */
export function partsInMarkdown(parts: readonly Part[]): string[] {
  return parts.flatMap(({ title, items }) => [
    ...['', `### ${markdownText(title)}`, ''],
    ...items.flatMap(([what = '', ...details]) => [
      `- ${markdownText(what)}`,
      ...details.map((detail) => `  - ${markdownText(detail)}`),
    ]),
  ]);
}

/** The first items, and how many more there are. */
export function atMost(limit: number, items: readonly (readonly string[])[]): (readonly string[])[] {
  const rest = items.length - limit;
  return rest > 0 ? [...items.slice(0, limit), [`and ${rest} more`]] : [...items];
}
