import { byCodeUnit, type EvidenceFile, type Input, quote, type Statement, sha256, UserError } from '@assay/evidence';
import {
  assayEntry,
  collisions,
  evidenceEntry,
  GUIDE,
  inputEntry,
  isPlainPath,
  nameFault,
  POLICY,
  productEntry,
  REPORT,
  SUMS,
} from './entry.js';
import { renderSums } from './sums.js';
import { writeZip, type ZipEntry } from './zip-write.js';

/** What goes into a bundle. */
export interface BundleParts {
  /** The policy, byte for byte as it was read. */
  policy: string | Uint8Array;
  /** The statements' files, as `evidenceFiles` gives them. */
  evidence: readonly EvidenceFile[];
  /** The files that {@link bundledInputs} lists. */
  inputs: readonly { path: string; content: Uint8Array }[];
  /** The files that {@link namedProducts} lists, by their path beside the folder of evidence. */
  products: readonly { path: string; content: string | Uint8Array }[];
  /** The report, as `renderHtml` gives it. */
  report: string;
  /** The guide, as `renderGuide` gives it. */
  guide: string;
  /** The files of Assay's own, as they ship, where the bundle is to hold them. */
  assay?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Builds a bundle: `SHA256SUMS`, `VERIFY.md`, `assay.toml`, `evidence/`, `inputs/`, `products/`, `report/index.html`, and `assay/` where it is
 * asked for, in the form that `writeZip` describes. The same parts give the same bytes. Throws UserError for a file name that no bundle may hold.
 */
export function buildBundle(parts: BundleParts): { bytes: Uint8Array; sha256: string } {
  const entries: ZipEntry[] = [
    { name: POLICY, content: encode(parts.policy) },
    ...parts.evidence.map(({ name, content }) => ({ name: evidenceEntry(name), content: encode(content) })),
    ...parts.inputs.map(({ path, content }) => ({ name: inputEntry(path), content })),
    ...parts.products.map(({ path, content }) => ({ name: productEntry(path), content: encode(content) })),
    { name: REPORT, content: encode(parts.report) },
    { name: GUIDE, content: encode(parts.guide) },
    ...[...(parts.assay ?? [])].map(([file, content]) => ({ name: assayEntry(file), content })),
  ];
  refuseNames(entries.map(({ name }) => name));
  const digests = new Map(entries.map(({ name, content }) => [name, sha256(content)]));
  const bytes = writeZip([{ name: SUMS, content: encode(renderSums(digests)) }, ...entries]);
  return { bytes, sha256: sha256(bytes) };
}

/**
 * The inputs of which a bundle holds copies: files inside the workspace, each once, in code-unit order. Not the policy, which
 * has an entry of its own. A path stands there twice when two statements read different contents.
 */
export function bundledInputs(statements: readonly Statement[]): Input[] {
  const policy = policyInput(statements)?.path;
  const listed = statements.flatMap(({ predicate }) => predicate.inputs);
  const wanted = listed.filter(({ path }) => path !== policy && isPlainPath(path));
  const unique = new Map(wanted.map((input) => [`${input.path}\0${input.sha256}`, input]));
  return [...unique].sort(([a], [b]) => byCodeUnit(a, b)).map(([, input]) => input);
}

/** The policy as the statement of the check `policy` lists it: its only input. */
export function policyInput(statements: readonly Statement[]): Input | undefined {
  return statements.find(({ predicate }) => predicate.check === 'policy')?.predicate.inputs[0];
}

function refuseNames(names: readonly string[]): void {
  const faults = names.flatMap((name) => {
    const fault = nameFault(name);
    return fault === undefined ? [] : [`${quote(name)} ${fault}`];
  });
  const clashes = collisions(names).map(
    ({ name, other }) => `${quote(name)} and ${quote(other)} are one file where case does not count`,
  );
  const seen = new Set<string>();
  const twice = names
    .filter((name) => seen.size === seen.add(name).size)
    .map((name) => `${quote(name)} stands there twice`);
  const [first, ...rest] = [...faults, ...clashes, ...twice];
  if (first === undefined) return;
  throw new UserError(`a bundle cannot hold these files: ${[first, ...rest].join('; ')}`, {
    remedy: 'rename the files in the workspace, and run the checks again',
  });
}

function encode(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
