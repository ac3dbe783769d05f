import { parseCrateVersion } from '@assay/registry';
import { formatVersion, parseRustVersion } from '@assay/rust';
import type { Changelog } from './facts.js';

/** What is kept of a section; a longer one is a page of its own. */
const MENTIONS_LIMIT = 50;

/** Characters of a heading that are kept. */
const TITLE_LENGTH = 120;

/** A heading of a Markdown file. Lines count from 1. */
interface Heading {
  title: string;
  level: number;
  line: number;
}

/**
 * The section of a version in a changelog, or else that of what is not released yet, and the Rust releases that it names. A release counts as
 * Rust's where its paragraph or list item speaks of Rust or of the MSRV: changelogs name the releases of much else.
 */
export function readChangelog(text: string, version: string): Omit<Changelog, 'path'> {
  const lines = text.split(/\r?\n/);
  const headings = headingsIn(lines);
  const start =
    headings.find(({ title }) => namesVersion(title, version)) ?? headings.find(({ title }) => isUnreleased(title));
  if (start === undefined) return { section: null, mentions: [] };
  const end = headings.find(({ line, level }) => line > start.line && level <= start.level)?.line ?? lines.length + 1;
  const section = { title: start.title.slice(0, TITLE_LENGTH), line: start.line };
  return { section, mentions: rustReleases(lines.slice(0, end - 1), start.line).slice(0, MENTIONS_LIMIT) };
}

/** Headings of both forms, but those in blocks of code. https://spec.commonmark.org/0.31.2/#leaf-blocks */
function headingsIn(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  let inCode = false;
  lines.forEach((text, index) => {
    if (/^ {0,3}(?:```|~~~)/.test(text)) inCode = !inCode;
    if (inCode) return;
    const [, marks, title] = /^ {0,3}(#{1,6})[ \t]+(.+)$/.exec(text) ?? [];
    if (marks !== undefined && title !== undefined)
      headings.push({ title: title.trim(), level: marks.length, line: index + 1 });
    const underlined = /^(?:=+|-+)[ \t]*$/.test(lines[index + 1] ?? '') && /^[^\s#>*-]/.test(text);
    if (underlined)
      headings.push({ title: text.trim(), level: lines[index + 1]?.startsWith('=') ? 1 : 2, line: index + 1 });
  });
  return headings;
}

/** Is the version in the heading, as a whole? `2.1` stands for 2.1.0. */
function namesVersion(title: string, version: string): boolean {
  const read = parseCrateVersion(version);
  const short = read?.patch === 0 && read.prerelease.length === 0 ? `${read.major}.${read.minor}` : version;
  const named = title.match(/\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.-]+)?/g) ?? [];
  return named.some((each) => each === version || each === short);
}

function isUnreleased(title: string): boolean {
  return /\bunreleased\b/i.test(title);
}

/** The Rust releases that are named below the line `after`. */
function rustReleases(lines: readonly string[], after: number): Changelog['mentions'] {
  return itemsIn(lines, after).flatMap((item) => {
    if (!item.some(({ text }) => /\b(?:rust|rustc|rust-version|msrv)\b/i.test(text))) return [];
    return item.flatMap(({ text, line }) =>
      (text.match(/\d+(?:\.\d+)+/g) ?? []).flatMap((named) => {
        const release = parseRustVersion(named);
        return release === undefined || release.major !== 1 ? [] : [{ rust: formatVersion(release), line }];
      }),
    );
  });
}

/** Paragraphs and list items: what is written together may be broken into lines anywhere. */
function itemsIn(lines: readonly string[], after: number): { text: string; line: number }[][] {
  const items: { text: string; line: number }[][] = [[]];
  for (let index = after; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    if (/^\s*(?:$|[-*+] |\d+[.)] |#)/.test(text)) items.push([]);
    items.at(-1)?.push({ text, line: index + 1 });
  }
  return items;
}
