import { byCodeUnit, type Place } from '@assay/evidence';
import { type Anchors, portablePath, portableText } from '@assay/host';
import {
  type CargoMetadata,
  type CargoPackage,
  type CompileError,
  featureSetInWords,
  likelyReason,
  type SourcePlace,
} from '@assay/rust';
import type { ProofFact, ProofFailure, ProofRun } from '../facts.js';
import type { Seen } from '../graph.js';
import { idIn, keyOf, packageIds } from '../identity.js';
import type { Broken } from './broken.js';
import type { BrokenIn, Run } from './prove.js';

/** Characters of a compiler's message that are kept: type names can be thousands long. */
const MESSAGE_LENGTH = 400;

/** What compiling showed, as facts. `ids`: a package's id by Cargo's own. */
export function proofFact({ metadata, built, proof, anchors }: Seen, ids: ReadonlyMap<string, string>): ProofFact {
  const idOf = (broken: BrokenIn) => ownerId(broken, metadata, built, ids);
  const memberId = ({ member }: Run) => ids.get(member.id) ?? member.id;
  return {
    runs: runFacts(proof.runs, memberId),
    failures: proof.broken
      .map((each) => failureFact(each, { id: idOf(each), member: memberId(each.run) }, anchors))
      .sort(inOrder),
  };
}

/** The id of a package that broke. Cargo names no source of a build script: of two packages, it is the one that is built for the member. */
function ownerId(
  broken: BrokenIn,
  metadata: CargoMetadata,
  built: Seen['built'],
  ids: ReadonlyMap<string, string>,
): string {
  const owners = metadata.packages.filter((each) => broken.is(idIn(each)));
  const isBuilt = (each: CargoPackage) => built.get(broken.run.member.id)?.has(keyOf(each)) === true;
  const owner = owners.find(isBuilt) ?? owners[0];
  return owner === undefined ? nameOf(broken) : (ids.get(owner.id) ?? owner.id);
}

/** The ids of packages that did not compile with either compiler. */
export function excusedIds(seen: Seen): Set<string> {
  const ids = packageIds(seen.metadata.packages, seen.anchors);
  return new Set(seen.proof.excused.map((each) => ownerId(each, seen.metadata, seen.built, ids)));
}

/** Runs of the baselines' Cargo, as facts. */
export function runFacts(runs: readonly Run[], memberId: (run: Run) => string): ProofRun[] {
  return runs.map((run) => runFact(run, memberId(run))).sort(inOrder);
}

/** What did not compile, as facts, by the names that Cargo's messages give. */
export function failureFacts(broken: readonly BrokenIn[], anchors: Anchors): ProofFailure[] {
  return broken
    .map((each) => failureFact(each, { id: nameOf(each), member: each.run.member.name }, anchors))
    .sort(inOrder);
}

function nameOf({ package: { name, version } }: Broken): string {
  return `${name} ${version}`;
}

function runFact({ rust, toolchain, features, outcome }: Run, member: string): ProofRun {
  const { name, identity } = toolchain;
  return { member, rust, toolchain: name, compiler: identity, features: featureSetInWords(features), outcome };
}

function failureFact(
  { errors, run }: BrokenIn,
  { id, member }: { id: string; member: string },
  anchors: Anchors,
): ProofFailure {
  const [first] = errors;
  const reason = errors.map(likelyReason).find((found) => found !== undefined);
  return {
    ...{ package: id, member, rust: run.rust, features: featureSetInWords(run.features) },
    ...{ by: first.by, code: first.code, message: shortened(first, anchors), errors: errors.length },
    at: first.at === undefined ? null : placeFact(first.at, anchors),
    reason: reason === undefined ? null : { what: reason.what, since: reason.since ?? null },
  };
}

function shortened({ message }: CompileError, anchors: Anchors): string {
  const text = portableText(message, anchors);
  return text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH)}…` : text;
}

function placeFact({ file, line, column }: SourcePlace, anchors: Anchors): Place {
  return { path: portablePath(file, anchors), line, column };
}

/** In an order that does not hang on which process ended first. */
function inOrder(a: object, b: object): number {
  return byCodeUnit(JSON.stringify(a), JSON.stringify(b));
}
