import { type Anchors, portableText } from '@assay/host';
import type { CompileError } from './messages.js';
import type { PackageId } from './package-id.js';

/** 8 lines: where a build script says what it misses is anywhere in what it prints, most often at its end. */
const SCRIPT_LINES = 8;

/**
 * Build scripts that failed, which Cargo tells on standard error alone: `failed to run custom build command for` and the package, then
 * what the script printed.
 */
export function buildScriptErrors(stderr: string, anchors: Anchors): CompileError[] {
  const parts = stderr.split(/^error: failed to run custom build command for `/m).slice(1);
  return parts.flatMap((part) => {
    const [, name, version] = /^(\S+) v([^\s`]+)[^`]*`/.exec(part) ?? [];
    if (name === undefined || version === undefined) return [];
    const own = part.split(/^(?:error|warning): (?:failed|could not|build failed)/m)[0] ?? '';
    const message = `its build script failed: ${portableText(scriptWords(own), anchors)}`;
    const owner = { name, version, source: undefined, folder: undefined };
    return { package: owner, by: 'build-script', code: null, message, rendered: null, at: undefined };
  });
}

/** What the script itself printed to standard error; failing that, how it ended. */
function scriptWords(text: string): string {
  const said = /^ *--- stderr$/m.exec(text);
  const lines = (said === null ? text : text.slice(said.index + said[0].length))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('note: run with `RUST_BACKTRACE'));
  return lines.slice(-SCRIPT_LINES).join('\n') || 'it gave no reason';
}

/** The package of which Cargo can take no version: an older one passes over those whose features it cannot read. */
export function unselectable(message: string): string | undefined {
  return /failed to select a version for (?:the requirement )?`([\w-]+)/.exec(message)?.[1];
}

/** The package whose manifest Cargo could not read: registries unpack it to a folder of its name and version. */
export function manifestOwner(stderr: string): PackageId | undefined {
  const [, name, version] =
    /failed to parse manifest at `.*[/\\]([\w-]+)-(\d+\.\d+\.\d+[^/\\]*)[/\\]Cargo\.toml`/.exec(stderr) ?? [];
  return name === undefined || version === undefined
    ? undefined
    : { name, version, source: undefined, folder: undefined };
}
