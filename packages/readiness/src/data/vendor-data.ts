import * as z from 'zod';
import shipped from '../../data/vendors.json' with { type: 'json' };

const provenance = {
  source: z.string(),
  confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred', 'from memory']),
};

const toolchain = z.string().describe('a baseline of @assay/rust by its id: ferrocene-26.05');

/** A vendor’s toolchains. */
export const VendorFamily = z.strictObject({
  family: z.string(),
  targetsKnown: z.boolean().describe('is it established which targets they are qualified for?'),
  scope: z.string().describe('what of them is qualified'),
  ...provenance,
});

/** What else is certified, from one of a vendor’s toolchains on, until the next row. */
export const CertifiedPart = z.strictObject({ from: toolchain, scope: z.string(), ...provenance });

/** A target for which a vendor’s toolchains are qualified, from one release of it on. */
export const CoverageRow = z.strictObject({
  family: z.string(),
  target: z.string(),
  from: toolchain,
  until: toolchain.optional().describe('the last that is'),
  listed: z
    .strictObject({ from: toolchain, to: toolchain })
    .optional()
    .describe('for which the vendor’s own list of qualified targets was read'),
  hosts: z.array(z.string()).min(1).nullable().describe('the only ones; null where no restriction is known'),
  library: z.enum(['full', 'bare-metal']).describe('full: std; bare-metal: core and alloc'),
  ...provenance,
  note: z.string().optional(),
});
export type CoverageRow = z.infer<typeof CoverageRow>;

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const VendorData = z.strictObject({
  collected: z.iso.date(),
  families: z.array(VendorFamily),
  certified: z.array(CertifiedPart),
  coverage: z.array(CoverageRow),
});

/** Which targets vendors have their toolchains qualified for. What each toolchain is, @assay/rust knows. */
export const vendorData = shipped as z.infer<typeof VendorData>;
