import * as z from 'zod';

/** The table `[toolchain]` of assay.toml. */
export const ToolchainSettings = z.strictObject({
  'allow-known-problems': z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Known problems of the pinned release that cannot reach the product, by id (rust#159035). From rank medium upwards ' +
        '(ASIL B, SIL 2, Class B, DAL C) a problem of the compiler or the standard library needs a deviation too.',
    ),
  'known-problems-max-age': z
    .int()
    .min(1)
    .max(366)
    .default(120)
    .describe(
      'Days, at most 366. From rank medium upwards there is no verdict when the data about known problems was collected longer ago.',
    ),
  'trust-file-times': z
    .boolean()
    .default(false)
    .describe(
      'At the end of a job, take a file of the toolchain for unchanged when its size, mode, inode and both times are the same, ' +
        'instead of reading it again. Has no effect from rank medium upwards.',
    ),
  'criticalup-keys': z
    .string()
    .min(1)
    .optional()
    .describe(
      'The keys manifest that signatures of CriticalUp packages are verified with. Default: keys.json of its cache.',
    ),
  'criticalup-trust-root': z
    .string()
    .min(1)
    .optional()
    .describe("The public key that all others hang on, as base64 of its SPKI. Default: Ferrocene's."),
});
export type ToolchainSettings = z.infer<typeof ToolchainSettings>;
