import { type ChannelManifest, readManifest } from '@assay/dist';
import { UserError } from '@assay/evidence';
import { RECORDS } from '@assay/sysroot';

/** Reads the channel manifest that rustup left in a toolchain. Throws UserError: fetching it again, as for a served one, would not mend it. */
export function readInstalledManifest(text: string): ChannelManifest {
  try {
    return readManifest(text, RECORDS.manifest);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${RECORDS.manifest}: ${error.message}`, {
      remedy:
        'the records of the toolchain are damaged: remove it with rustup toolchain uninstall, and install it again',
      cause: error,
    });
  }
}
