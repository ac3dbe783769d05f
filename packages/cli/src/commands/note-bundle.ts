import type { AppliedDeviation } from '@assay/evidence';
import { type BundleOutcome, describeNotAsked } from '@assay/pipeline';
import type { Terminal } from '../terminal.js';
import { shownPath } from './workspace-folder.js';

/** Where the bundle is and what it is known by, and the signature over it. */
export function noteBundle(terminal: Terminal, { path, sha256, signature }: BundleOutcome): void {
  terminal.note(`bundle: ${shownPath(path)}  sha256 ${sha256}`);
  if (signature !== undefined) terminal.note(describeSignature(signature));
}

/** Where a signature is, and by which key: the digest is what others compare the public key with. */
export function describeSignature({
  path,
  algorithm,
  keySha256,
  isTimestamped,
}: Required<BundleOutcome>['signature']): string {
  const time = isTimestamped ? 'timestamped' : 'without a timestamp';
  return `signature: ${shownPath(path)}  ${algorithm}, key sha256 ${keySha256}, ${time}`;
}

/** Which checks say nothing because the policy does not ask for them, so that their silence is not taken for a pass. */
export function noteNotAsked(terminal: Pick<Terminal, 'note'>, names: readonly string[]): void {
  if (names.length > 0) terminal.note(describeNotAsked(names));
}

/** Why the exit status is that of a fail where the evidence, on its own date, is not. */
export function noteLapsed(terminal: Terminal, lapsed: readonly AppliedDeviation[]): void {
  for (const { id, expires } of lapsed) {
    terminal.note(
      `fail: deviation ${id} expired on ${expires}; it counts in the evidence only because that is dated earlier`,
    );
  }
}
