import * as z from 'zod';

/** `sha256:` and 64 hexadecimal digits, read as those digits. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .transform((text) => text.slice('sha256:'.length));
