import type { Gap } from '@assay/evidence';

/** Why the obligations of a file, or of a part of it, are not known. */
export function unparsed(shown: string, message: string, { line, column }: { line: number; column: number }): Gap {
  return {
    what: `what ${shown} obliges its tests to reach`,
    why: `it does not parse as Rust: ${message}`,
    remedy: 'correct the file, or leave it out with exclude in [coverage] where it is no source of the product',
    at: { path: shown, line, column },
  };
}

/** Why nothing is known of a source that cannot be read as text. */
export function unreadable(shown: string, why: string): Gap {
  return {
    what: `what ${shown} obliges its tests to reach`,
    why,
    remedy:
      'make it a readable UTF-8 file, or leave it out with exclude in [coverage] where it is no source of the product',
    at: { path: shown },
  };
}

/** A folder or a link that could not be looked into. */
export function unexplored(shown: string, why: string): Gap {
  return {
    what: `which sources lie in ${shown}`,
    why,
    remedy: 'make it readable, or remove it where it is a link that leads nowhere',
    at: { path: shown },
  };
}

/** What a module leads to, and its folder does not show: nobody knows what else the folder did not show. */
export function incomplete(shown: string): Gap {
  return {
    what: `which sources stand beside ${shown}`,
    why: `the listing of its folder lacks ${shown}, though the sources lead there`,
    remedy: 'change nothing while it is examined, and run again',
    at: { path: shown },
  };
}
