import * as z from 'zod';
import type { FailureReason } from '../cargo-failure.js';
import { type PackageId, parsePackageId } from './package-id.js';

/** A place in a source file as rustc names it: absolute, or relative to the workspace root. Line and column count from 1. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
}

/** Why something did not compile. */
export interface CompileError {
  /** The package that it comes from; `undefined` where Cargo names none. */
  package: PackageId | undefined;
  /** `compiler`: rustc said it; `build-script`: a build script failed; `cargo`: Cargo refused. */
  by: 'compiler' | 'build-script' | 'cargo';
  /** rustc's code (`E0658`) or the lint's name; `null` without one. */
  code: string | null;
  message: string;
  /** As rustc shows it to people, with the source and its notes; `null` for what rustc did not say. */
  rendered: string | null;
  at: SourcePlace | undefined;
  /** Why Cargo refused, where it did. */
  refusal?: Refusal;
}

/** What Cargo says of itself when it compiles nothing. */
export interface Refusal {
  reason: FailureReason;
  /** The package of which it takes no version, where it names one. */
  unselectable: string | undefined;
}

/** What Cargo's messages of one run came to. */
export interface Messages {
  /** Packages of which something was compiled, or had been before; their build scripts do not count. */
  compiled: PackageId[];
  errors: CompileError[];
  /** Did Cargo say that the build succeeded? `undefined` when it ended before it said anything. */
  finished: boolean | undefined;
}

const Span = z.object({
  file_name: z.string(),
  line_start: z.int().positive(),
  column_start: z.int().positive(),
  is_primary: z.boolean(),
});

/**
 * The messages that are read, of those that `--message-format=json` prints.
 * https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages
 */
const Message = z.discriminatedUnion('reason', [
  z.object({
    reason: z.literal('compiler-artifact'),
    package_id: z.string(),
    target: z.object({ kind: z.array(z.string()) }),
  }),
  z.object({
    reason: z.literal('compiler-message'),
    package_id: z.string(),
    message: z.object({
      message: z.string(),
      level: z.string(),
      rendered: z.string().nullish(),
      code: z.object({ code: z.string() }).nullish(),
      spans: z.array(Span),
    }),
  }),
  z.object({ reason: z.literal('build-finished'), success: z.boolean() }),
]);

/** rustc ends a list of errors with their number, which is no error of its own. */
const summary = /^aborting due to |^\d+ (?:errors?|warnings?) emitted/;

/** Reads what `cargo … --message-format=json` printed. Lines of other forms are passed over, as are messages of other kinds. */
export function readMessages(stdout: string): Messages {
  const compiled = new Set<string>();
  const errors: CompileError[] = [];
  let finished: boolean | undefined;
  for (const line of stdout.split('\n')) {
    const message = readMessage(line);
    if (message?.reason === 'compiler-artifact' && !message.target.kind.includes('custom-build')) {
      compiled.add(message.package_id);
    }
    if (message?.reason === 'build-finished') finished = message.success;
    if (message?.reason === 'compiler-message') errors.push(...compilerErrors(message));
  }
  const packages = [...compiled].map((id) => parsePackageId(id)).filter((id) => id !== undefined);
  return { compiled: packages, errors, finished };
}

/** Is the line Cargo's word that something was compiled? Cheap, for counting while Cargo is at work. */
export function isArtifact(line: string): boolean {
  return line.startsWith('{"reason":"compiler-artifact"');
}

function readMessage(line: string): z.infer<typeof Message> | undefined {
  if (!line.startsWith('{')) return undefined; // What a build script or a macro prints stands between the messages.
  try {
    return Message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // The same: it only begins like a message. That the build finished is a message that must be there.
  }
}

function compilerErrors(message: z.infer<typeof Message> & { reason: 'compiler-message' }): CompileError[] {
  const { level, message: text, rendered = null, code, spans } = message.message;
  if (!level.startsWith('error') || summary.test(text)) return [];
  const span = spans.find(({ is_primary }) => is_primary);
  const at =
    span === undefined ? undefined : { file: span.file_name, line: span.line_start, column: span.column_start };
  const owner = parsePackageId(message.package_id);
  return [{ package: owner, by: 'compiler', code: code?.code ?? null, message: text, rendered, at }];
}
