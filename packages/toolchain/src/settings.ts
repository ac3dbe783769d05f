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
});
export type ToolchainSettings = z.infer<typeof ToolchainSettings>;
