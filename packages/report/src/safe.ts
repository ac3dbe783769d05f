/**
 * Makes untrusted text safe for each medium. Findings carry names and messages that come out of workspace files and tool
 * output; no renderer writes one of them except through this file (and the `html` tag, which calls it).
 */

/** Control, format (bidi overrides, zero-width), surrogate, line-separator and noncharacter code points: nothing that is seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * The text with everything that a reader would not see written out: `\u{202e}`, `\u{1b}`. Newlines and tabs stay. What comes
 * back can neither steer a terminal nor reorder what is read, and every character of it is legal in XML 1.0.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

/** {@link visible} in one line: newlines and tabs are written out too. */
export function oneLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Whole lines for a terminal or a log, after {@link visible}. A CI runner takes `::` at the start, and `##[`, as its commands. */
export function inertLine(line: string): string {
  return line.replace(/^(\s*)::/, '$1\\u{3a}:').replaceAll('##[', '#\\u{23}[');
}

/** Text as it stands in HTML, in an element or in a quoted attribute. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an XML builder that escapes markup but lets characters through that XML 1.0 does not allow. */
export const xmlText = visible;

/** An attribute's value for such a builder: XML turns a newline in an attribute into a space. */
export const xmlAttribute = oneLine;

/** One line of Markdown that renders as the text: no markup, no HTML, no links, no headings or lists. */
export function markdownText(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}\\.`)
    .replace(/^[-+=#:]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** One line of Markdown code. Not for table cells, where code cannot hold a `|`. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^\s|\s$|^$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Lines of reStructuredText that render as the text: a backslash before every ASCII character that is neither letter, digit nor space takes
 * from it whatever it would mean. One paragraph a line, because a line's beginning and its indentation mean something too.
 */
export function rstText(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) =>
      line
        .replaceAll('\t', ' ')
        .trim()
        .replace(/[!-/:-@[-`{-~]/g, '\\$&'),
    )
    .filter((line) => line !== '')
    .join('\n\n');
}

/** At most `limit` UTF-16 units of the text, whole characters, and `…` where it was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
