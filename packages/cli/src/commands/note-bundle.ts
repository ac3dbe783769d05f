import type { BundleOutcome } from '@assay/pipeline';
import type { Terminal } from '../terminal.js';
import { shownPath } from './workspace-folder.js';

/** Where the bundle is and what it is known by; and what makes it fail today though its evidence passes. */
export function noteBundle(terminal: Terminal, { path, sha256, verification, asOf }: BundleOutcome): void {
  terminal.note(`bundle: ${shownPath(path)}  sha256 ${sha256}`);
  for (const { id, expires } of verification.lapsed) {
    terminal.note(
      `fail: deviation ${id} expired on ${expires}; it counts in the evidence only because that is dated ${asOf}`,
    );
  }
}
