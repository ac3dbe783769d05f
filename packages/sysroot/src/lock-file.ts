/** The lock's file, at the workspace root. */
export const LOCK_FILE = 'assay.lock';

/** 64 MiB: a lock of a toolchain with its 52,000 files of documentation has 9 MB. */
export const LOCK_LIMIT = 64 * 1024 * 1024;
