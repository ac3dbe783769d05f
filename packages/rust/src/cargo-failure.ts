import type { Place } from '@assay/evidence';
import { type Anchors, portablePath, portableText } from '@assay/host';

/**
 * Why `cargo` refused, as far as its words tell (held against Cargo 1.95; two of the phrases were others before):
 *
 * - `lock-create`, `lock-update`: `--locked` kept Cargo from writing the lock file;
 * - `manifest`: a Cargo.toml or Cargo's configuration cannot be read;
 * - `lock-file`: Cargo.lock cannot be read;
 * - `unreachable`: a registry or repository was needed and not reached;
 * - `unresolvable`: no version satisfies a requirement;
 * - `toolchain`: rustup has no such toolchain;
 * - `nothing-built`: the features that are asked for leave nothing of a package to build;
 * - `tool-missing`, `ended`, `not-understood`: Cargo did not start, did not end by itself, or printed something else;
 * - `other`: none of these; the message is all that is known.
 */
export type FailureReason =
  | 'lock-create'
  | 'lock-update'
  | 'manifest'
  | 'lock-file'
  | 'unreachable'
  | 'unresolvable'
  | 'toolchain'
  | 'nothing-built'
  | 'tool-missing'
  | 'ended'
  | 'not-understood'
  | 'other';

export interface CargoFailure {
  reason: FailureReason;
  /** Cargo's own first lines, without absolute paths. */
  message: string;
  at?: Place;
}

/** In the order in which they are tried. Anchored to the start of a line where the rest of it may quote a user's file. */
const phrases: readonly [FailureReason, RegExp][] = [
  ['lock-create', /^error: cannot create the lock file .* because --locked was passed/m],
  ['lock-update', /^error: cannot update the lock file .* because --locked was passed/m],
  ['lock-update', /^error: the lock file .* needs to be updated but --locked was passed/m],
  ['toolchain', /^error: (?:toolchain '.*' is not installed|rustup could not choose a version|override toolchain)/m],
  ['lock-file', /^error: (?:failed to parse lock file|failed to read file: .*Cargo\.lock$)/m],
  ['manifest', /^ *--> .*\.toml:\d+:\d+$/m],
  [
    'manifest',
    /^ *(?:error: )?(?:failed to (?:parse|load) manifest|failed to read `.*Cargo\.toml`|could not find `Cargo\.toml`)/m,
  ],
  ['manifest', /^ *(?:error: )?could not (?:load Cargo configuration|parse TOML configuration)/m],
  [
    'unreachable',
    /you're using offline mode|spurious network error|[Cc]ould not (?:connect|resolve)|Connection refused/,
  ],
  [
    'unreachable',
    /^ *(?:error: )?(?:failed to (?:download|fetch|clone|connect)|download of .* failed|network failure)/m,
  ],
  ['unreachable', /attempting to make an HTTP request, but --(?:offline|frozen)|[Tt]imed? ?out|failed to authenticate/],
  ['unresolvable', /^error: (?:failed to select a version|no matching package)/m],
];

/** 12 lines: Cargo's chain of causes, of which the first lines say what and the last ones why. */
const MESSAGE_LINES = 12;

/** What Cargo printed when it refused: why, in its own words, and the place it names. */
export function readCargoFailure(stderr: string, anchors: Anchors): CargoFailure {
  const reason = phrases.find(([, phrase]) => phrase.test(stderr))?.[0] ?? 'other';
  const at = placeIn(stderr, anchors);
  return { reason, message: firstLines(portableText(stderr, anchors)), ...(at === undefined ? {} : { at }) };
}

/** From the first `error` on, without progress, help and backtrace. */
function firstLines(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const start = Math.max(
    0,
    lines.findIndex((line) => line.startsWith('error')),
  );
  const end = lines.findIndex((line) => /^Stack backtrace:/.test(line));
  const said = lines
    .slice(start, end === -1 ? undefined : end)
    .filter((line) => line !== '' && !line.startsWith('help:') && line.trim() !== '|')
    .map((line) => line.replace(/^error: /, ''));
  const shown = said.slice(0, MESSAGE_LINES);
  const left = said.length - shown.length;
  return [...shown, ...(left > 0 ? [`(and ${left} more lines)`] : [])].join('\n') || 'cargo gave no reason';
}

/** The file as Cargo names it when it is not pointing into it with an arrow, the most exact first. */
const namedFiles = [
  /could not parse TOML configuration in `(.+)`/,
  /lock file (?:at: )?(.+Cargo\.lock)/,
  /`(.+Cargo\.(?:toml|lock))`/,
];

/** `--> m/Cargo.toml:5:14`, or a file by name and `TOML parse error at line 5, column 14`. */
function placeIn(stderr: string, anchors: Anchors): Place | undefined {
  const arrow = /^ *--> (.+\.(?:toml|lock)):(\d+):(\d+)$/m.exec(stderr);
  const parse = /TOML parse error at line (\d+), column (\d+)/.exec(stderr);
  const named = namedFiles.map((pattern) => pattern.exec(stderr)?.[1]).find((file) => file !== undefined);
  const file = arrow?.[1] ?? named;
  if (file === undefined) return undefined;
  const [line, column] = arrow === null ? [parse?.[1], parse?.[2]] : [arrow[2], arrow[3]];
  return {
    path: portablePath(file, anchors),
    ...(line === undefined || column === undefined ? {} : { line: Number(line), column: Number(column) }),
  };
}
