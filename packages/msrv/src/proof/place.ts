import type { World } from '@assay/host';

/** Where something is compiled. */
export interface Place {
  /** The manifest of the workspace, absolute, where it is not the one in the world's root. */
  manifest: { manifest: string } | Record<string, never>;
  /** Holds the folders of what is built, absolute. */
  folder: string;
}

/** The workspace itself, built in Assay's own folder. */
export function ownPlace({ scratch }: World): Place {
  return { manifest: {}, folder: scratch };
}
