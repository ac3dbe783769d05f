import { formatVersion, parseVersion, type RustVersion } from '../version.js';
import { ownersOf } from './types.js';

/** Below these headings the notes list what came with a release. */
const headings = new Set(['Language', 'Stabilized APIs', 'Stabilised APIs']);

/**
 * The release under whose heading "Language" or "Stabilized APIs" the release notes of Rust name this: a method with its type
 * (`Option::is_none_or`, `slice::as_chunks`), a path, or a bare name. `undefined` when they do not name it, and when they give the name to
 * several things in several releases. What was stable before and became usable in constants does not count.
 * The notes are `share/doc/rust/html/releases.md` of a toolchain with its documentation: https://doc.rust-lang.org/stable/releases.html
 */
export function releaseNaming(notes: string, name: string): string | undefined {
  const wanted = pathSegments(name);
  const last = wanted.at(-1);
  if (last === undefined || !notes.includes(last)) return undefined;
  const found = [...entries(notes)]
    .map(({ release, text }) => ({ release, segments: text.includes(last) ? pathSegments(text) : [] }))
    .filter(({ segments }) => endsWith(segments, wanted, isSame));
  const exact = found.filter(({ segments }) => endsWith(segments, wanted, (a, b) => a === b));
  return onlyRelease(exact) ?? onlyRelease(found);
}

function onlyRelease(found: readonly { release: RustVersion }[]): string | undefined {
  const releases = new Set(found.map(({ release }) => formatVersion(release)));
  return releases.size === 1 ? [...releases][0] : undefined;
}

/** Every code span that begins what a line of the lists says. */
function* entries(notes: string): Generator<{ release: RustVersion; text: string }> {
  let release: RustVersion | undefined;
  let counts = false;
  let before = '';
  for (const line of notes.split('\n')) {
    if (/^[-=]{3,}\s*$/.test(line)) {
      const version = /^Version (\d+\.\d+(?:\.\d+)?) /.exec(before)?.[1];
      if (version !== undefined) release = parseVersion(version);
      counts = headings.has(before.trim());
    } else if (/^[A-Z].*const/.test(line)) {
      counts = false; // "These APIs are now stable in const contexts:"
    }
    const text = /^ *[-*] [^`]{0,40}`([^`]{1,200})`/.exec(line)?.[1];
    if (counts && release !== undefined && text !== undefined) yield { release, text };
    before = line;
  }
}

/** `<[T]>::as_chunks` → `<[T]>`, `as_chunks`; nothing for an implementation of a trait. */
function pathSegments(text: string): string[] {
  if (/: | for /.test(text)) return [];
  const segments: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of text.replace(/^mod |\(\)$|!$/g, '')) {
    if ('<[{('.includes(character)) depth += 1;
    if ('>]})'.includes(character)) depth -= 1;
    current += character;
    if (depth === 0 && current.endsWith('::')) {
      segments.push(current.slice(0, -2));
      current = '';
    }
  }
  return [...segments, current].filter((segment) => segment !== '');
}

function endsWith(
  segments: readonly string[],
  wanted: readonly string[],
  same: (a: string, b: string) => boolean,
): boolean {
  const ends = segments.slice(-wanted.length);
  return ends.length === wanted.length && ends.every((segment, index) => same(segment, wanted[index] ?? ''));
}

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const others = new Set(ownersOf(b));
  return ownersOf(a).some((owner) => others.has(owner));
}
