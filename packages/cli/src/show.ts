import { type Report, renderJson, renderMarkdown, renderSarif, renderTerminal } from '@assay/report';
import type { Format } from './program.js';
import type { Terminal } from './terminal.js';

/** Prints a report in the format that was asked for: one document, and nothing else on standard output. */
export function showReport(terminal: Terminal, report: Report, format: Format): void {
  terminal.print(renderers[format](report, terminal));
}

const renderers: Record<Format, (report: Report, terminal: Terminal) => string> = {
  human: (report, { color, width }) => renderTerminal(report, { color, width }),
  json: (report) => renderJson(report),
  sarif: (report) => renderSarif(report),
  markdown: (report) => renderMarkdown(report, { maxBytes: Number.MAX_SAFE_INTEGER }),
};
