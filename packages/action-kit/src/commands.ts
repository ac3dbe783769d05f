/**
 * Workflow commands and file commands, as GitHub's runner reads them. The one place that writes them, so that nothing
 * reaches the runner unescaped.
 * Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, and the runner's own reader,
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs.
 *
 * Written here rather than taken from @actions/core: that package has a single entry point, which loads an HTTP client for its
 * OIDC part. Measured on Node 24.21 (median of 15): `node -e 0` 36 ms, importing @actions/core 176 ms, where an action's
 * start may take 2.5 times the former. The tests hold what is written here against @actions/core's own.
 */

/** The commands that Assay issues. */
export type CommandName = 'error' | 'warning' | 'notice' | 'group' | 'endgroup';

/** A line that the runner takes for a command. Properties that are `undefined` are left out. */
export function command(
  name: CommandName,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${written.length > 0 ? ` ${written.join(',')}` : ''}::${escapeData(message)}`;
}

/**
 * One record of a file command such as `GITHUB_OUTPUT`. The delimiter is one that the value does not contain, so that a value cannot
 * end its own record and begin another.
 */
export function fileRecord(name: string, value: string): string {
  let delimiter = 'assay_';
  while (value.includes(delimiter)) delimiter += '_';
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/**
 * Text as lines for the log, none of which the runner takes for a command. It looks for `::` at the start of a line, after
 * white space, and for the older `##[` anywhere; control characters, which could hide either, are shown as U+FFFD.
 */
export function plainLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => {
    const visible = line.replace(controlCharacters, '\u{fffd}').replaceAll('##[', '## [');
    return startsCommand.test(visible) ? `| ${visible}` : visible;
  });
}

/** Control characters but the tab, and the bidirectional overrides that reorder what a reader sees. */
const controlCharacters = /(?!\t)[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;
const startsCommand = /^[\p{Z}\p{C}]*::/u;

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
