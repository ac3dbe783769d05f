import { type BundleOutcome, describeExpiring, describeNotAsked, type Today } from '@assay/pipeline';
import type { Terminal } from '../terminal.js';
import { shownPath } from './workspace-folder.js';

/** Where the bundle is and what it is known by, the signature over it, and what is not in it. */
export function noteBundle(terminal: Terminal, { path, sha256, notes, signature }: BundleOutcome): void {
  for (const note of notes) terminal.note(note);
  terminal.note(`bundle: ${shownPath(path)}  sha256 ${sha256}`);
  if (signature !== undefined) terminal.note(describeMade(signature));
}

/** Where a signature is, and by which key: the digest is what others compare the public key with. */
export function describeMade({
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

/** Why the exit status is that of a fail where the evidence, on its own date, is not; and when it soon will be. */
export function noteToday(terminal: Terminal, { lapsed, expiring }: Pick<Today, 'lapsed' | 'expiring'>): void {
  for (const { id, expires } of lapsed) {
    terminal.note(
      `fail: deviation ${id} expired on ${expires}; it counts in the evidence only because that is dated earlier: repair what it permits, or have it approved again, and commit that`,
    );
  }
  for (const deviation of expiring) terminal.note(`warning: ${describeExpiring(deviation)}`);
}
