/** Where the passphrase of a signing key stands, so that it is on no command line and in no history. */
export const PASSPHRASE_VARIABLE = 'ASSAY_SIGNING_PASSPHRASE';
