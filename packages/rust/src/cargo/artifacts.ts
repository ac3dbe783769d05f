import * as z from 'zod';
import { isArtifact } from './messages.js';
import { type PackageId, parsePackageId } from './package-id.js';

/** Something that Cargo built, as one of its messages says it: a library, a program, the program of tests, a build script. */
export interface CargoArtifact {
  /** `undefined` where the message names it in a form that is not known. */
  package: PackageId | undefined;
  /** The package's Cargo.toml, absolute. */
  manifest: string;
  /** `kind`: `lib`, `bin`, `test`, `cdylib`, `staticlib`, `proc-macro`, `custom-build`, … */
  target: { name: string; kind: string[] };
  /** Was it built with the tests in it, or as a test? */
  test: boolean;
  /** The package's features that were on. */
  features: string[];
  /** All that was written, absolute; `.rmeta` files are only read by the compiler. */
  files: string[];
  /** The program among them, absolute; `null` for what is none. */
  executable: string | null;
}

/** https://doc.rust-lang.org/cargo/reference/external-tools.html#artifact-messages */
const Message = z.object({
  reason: z.literal('compiler-artifact'),
  package_id: z.string(),
  manifest_path: z.string(),
  target: z.object({ name: z.string(), kind: z.array(z.string()) }),
  profile: z.object({ test: z.boolean() }),
  features: z.array(z.string()).default([]),
  filenames: z.array(z.string()),
  executable: z.string().nullable(),
});

/** Reads what was built from what `cargo … --message-format=json` printed, in its order: that in which Cargo was done, another every time. */
export function readArtifacts(stdout: string): CargoArtifact[] {
  return stdout.split('\n').flatMap((line) => {
    const message = isArtifact(line) ? Message.safeParse(parsed(line)).data : undefined;
    if (message === undefined) return [];
    const { package_id, manifest_path, target, profile, features, filenames, executable } = message;
    return [
      {
        ...{ package: parsePackageId(package_id), manifest: manifest_path, target },
        ...{ test: profile.test, features, files: filenames, executable },
      },
    ];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // What a build script or a macro prints stands between the messages.
  }
}
