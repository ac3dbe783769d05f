/** What one digest worker is told: which files to take, and where to put what it finds. Shared by all workers of one tree. */
export interface DigestJob {
  /** The folder, absolute. */
  folder: string;
  /** The files below it, joined by NUL: their names' bytes, each as one Latin-1 character, because a name need not be UTF-8. */
  names: string;
  /** One 32-bit counter: the next file that nobody has taken yet. */
  next: SharedArrayBuffer;
  /** 32 bytes for each file: its SHA-256. */
  digests: SharedArrayBuffer;
  /** {@link STATUS_FIELDS} doubles for each file. */
  statuses: SharedArrayBuffer;
}

/** Mode, size, inode, time of modification, time of change (milliseconds since the epoch), and 1 when the file was read whole. */
export const STATUS_FIELDS = 6;

/** A file that could not be read whole, as a worker reports it. */
export interface DigestTrouble {
  /** Its position among the names. */
  index: number;
  /** A system error's number; `null` when the file was not the same after reading as before. */
  errno: number | null;
}
