import path from 'node:path';
import type { Collected } from '@assay/check';
import type { Gap } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import { type FunctionItem, normalisedText } from '@assay/obligations';
import { levelOf, type Policy } from '@assay/policy';
import { type CargoFailure, type MemberWithTargets, readMemberTargets } from '@assay/rust';
import { changedSince } from './changed.js';
import type { CoverageFacts, MemberFact } from './facts.js';
import { obligationsIn } from './figures.js';
import { justificationsOf } from './justify.js';
import { calledAtCompileTime } from './match/compile-time.js';
import { isOpen } from './match/condition-fact.js';
import type { Context } from './match/context.js';
import { matchFile } from './match/match-file.js';
import { withPanicking } from './match/panicking.js';
import { writeReports } from './products.js';
import { countsUnmeasured, requiredOf } from './profile.js';
import { refuseUnknownLevels, refuseUnknownMembers } from './refuse-names.js';
import { readImports } from './run/imports.js';
import { panickingTests } from './run/panicking-tests.js';
import type { Recording } from './run/recording.js';
import { runAll } from './run/run-all.js';
import type { CoverageSettings } from './settings.js';
import { shortDigest } from './short-digest.js';
import { classify, type Measured } from './sources/classify.js';
import { packagesOutside } from './sources/outside.js';
import { readSources, type Source } from './sources/read-sources.js';

/**
 * Lists what the sources owe, runs the tests with the members instrumented, reads what other tools recorded, and matches the two.
 * `examined` counts obligations. Throws UserError for a policy that names a level or a member that there is not, and WorldError when
 * interrupted.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: CoverageSettings,
): Promise<Collected<CoverageFacts>> {
  refuseUnknownLevels(policy, settings);
  const outcome = await readMemberTargets(world);
  if ('failure' in outcome) return { facts: undefined, examined: 0, gaps: [cargoGap(outcome.failure)] };
  const { members } = outcome;
  refuseUnknownMembers(
    policy,
    settings,
    members.map(({ name }) => name),
  );
  const described = members.map((member) => describe(world, policy, settings, member));
  const sources = readSources(world, members);
  const panicking = sources.then((read) => panickingTests(read.sources));
  // Whoever reads the sources tells of what goes wrong with them.
  panicking.catch(() => undefined);
  const [reading, ran, imported, changes] = await Promise.all([
    sources,
    runAll(world, settings, members, described, panicking),
    readImports(world, settings),
    settings.base === undefined ? undefined : changedSince(world, settings.base),
  ]);
  const idOf = new Map(members.map(({ manifest }, index) => [manifest, described[index]?.id ?? '']));
  const exclusions = settings.exclude.map((pattern, index) => ({
    pattern,
    at: policy.placeOf(['coverage', 'exclude', index]),
  }));
  const classified = classify(reading.sources, exclusions, (manifest) => idOf.get(manifest) ?? null);
  const recordings = [...ran.recordings, ...imported.recordings];
  const context = {
    noConditions: ran.noConditions,
    calledAtCompileTime: calledAtCompileTime(classified.measured.map(({ obligations }) => obligations)),
    memberOf: (manifest: string) => idOf.get(manifest) ?? '',
    digestOf: (source: Measured, { span }: FunctionItem) => shortDigest(normalisedText(source.text, span)),
  };
  const apart =
    ran.apart === undefined
      ? undefined
      : async (files: readonly string[]) => [...((await ran.apart?.(files)) ?? []), ...imported.recordings];
  const certain = await matchAll(world, classified.measured, recordings, context, apart);
  const recorded = [...recordings, ...ran.panicking];
  const files =
    ran.panicking.length === 0
      ? certain
      : addPanicking(classified.measured, certain, await matchWith(world, classified.measured, recorded, context));
  const imports = await Promise.all(
    imported.imports.map(async (each, index) => ({
      ...each,
      speaksOf: await countOfFiles(world, imported.recordings[index], classified.measured),
    })),
  );
  const foreign = imports.filter(({ speaksOf }) => speaksOf === 0);
  const left = recordings.length - foreign.length;
  const outside = await packagesOutside(world, described);
  const facts: CoverageFacts = {
    complete: left > 0 && left === settings.runs.length + settings.reports.length + settings.profiles.length,
    ...{ compiler: ran.compiler, llvm: ran.llvm, options: ran.options, runs: ran.runs },
    imports,
    members: described,
    files,
    leftOut: [...withRecorded(world, classified.leftOut, recorded), ...outside.leftOut],
    justifications: justificationsOf(policy.deviations, classified.measured),
    changed: changes !== undefined && 'changed' in changes ? changes.changed : null,
  };
  return {
    facts,
    examined: files.reduce((sum, file) => sum + [...obligationsIn(file)].length, 0),
    gaps: [
      ...[
        ...reading.gaps,
        ...ran.gaps,
        ...imported.gaps,
        ...foreign.map(foreignGap),
        ...classified.gaps,
        ...outside.gaps,
      ],
      ...(changes !== undefined && 'gap' in changes ? [changes.gap] : []),
      ...(await changedMeanwhile(world, [...new Set([...classified.measured, ...reading.sources.filter(isReached)])])),
    ],
    // What is not whole is no report for others: its zeros would be taken for what was measured.
    products: facts.complete
      ? writeReports(facts, recorded, {
          pathOf: (file) => portablePath(file, world.anchors),
          timestamp: world.clock.now(),
        })
      : [],
  };
}

function describe(
  world: World,
  policy: Policy,
  settings: CoverageSettings,
  { name, version, manifest }: MemberWithTargets,
): MemberFact {
  const level = levelOf(policy, name).value;
  return {
    ...{
      id: `${name} ${version}`,
      name,
      manifest: portablePath(manifest, world.anchors),
      level: level.name,
      rank: level.rank,
    },
    required: requiredOf(policy, settings, name),
    countsUnmeasured: countsUnmeasured(policy, settings, level),
  };
}

/**
 * Every measured file with the records that speak of it, by real path: what a link leads to is one file. Files in which the counts left something
 * open are matched again with the records of each test by itself, where there are any.
 */
async function matchAll(
  world: World,
  sources: readonly Measured[],
  recordings: readonly Recording[],
  context: Context,
  apart: ((files: readonly string[]) => Promise<Recording[]>) | undefined,
): Promise<CoverageFacts['files']> {
  const first = await matchWith(world, sources, recordings, context);
  const open = sources.filter((_, index) => first[index]?.decisions.some(isOpen) === true);
  if (open.length === 0 || apart === undefined) return first;
  const again = await matchWith(world, open, await apart(open.map(({ file }) => file)), context);
  const byPath = new Map(again.map((file) => [file.path, file]));
  return first.map((file) => byPath.get(file.path) ?? file);
}

async function matchWith(
  world: World,
  sources: readonly Measured[],
  recordings: readonly Recording[],
  context: Context,
): Promise<CoverageFacts['files']> {
  const resolved = new Map<string, Promise<string>>();
  const real = (file: string) => {
    const begun = resolved.get(file) ?? realPathOf(world, file);
    resolved.set(file, begun);
    return begun;
  };
  const speaking = new Map<string, { recording: Recording; file: string }[]>();
  for (const recording of recordings) {
    for (const file of recording.paths) {
      const key = await real(file);
      speaking.set(key, [...(speaking.get(key) ?? []), { recording, file }]);
    }
  }
  return sources.map((source) => {
    const readers = (speaking.get(source.file) ?? []).flatMap(({ recording, file }) => recording.readers(file, source));
    return matchFile(source, readers, context);
  });
}

/** What the policy excludes and a build compiled all the same is the product's, whatever leads to it. */
function withRecorded(
  { anchors }: World,
  leftOut: readonly CoverageFacts['leftOut'][number][],
  recordings: readonly Recording[],
): CoverageFacts['leftOut'] {
  const compiled = new Set(recordings.flatMap(({ paths }) => [...paths].map((file) => portablePath(file, anchors))));
  return leftOut.map((each) => (each.at !== null && compiled.has(each.path) ? { ...each, product: true } : each));
}

/** The facts of each file, with what tests that panic add to them. */
function addPanicking(
  sources: readonly Measured[],
  certain: CoverageFacts['files'],
  all: CoverageFacts['files'],
): CoverageFacts['files'] {
  return certain.map((file, index) => {
    const [source, other] = [sources[index], all[index]];
    return source === undefined || other === undefined ? file : withPanicking(file, other, source.obligations);
  });
}

async function realPathOf(world: World, file: string): Promise<string> {
  try {
    return await world.files.realPath(path.resolve(world.root, file));
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return file; // A file that was there when it was compiled: no source of today is matched with it.
  }
}

/** Of how many of the measured files a report speaks, links resolved. */
async function countOfFiles(
  world: World,
  recording: Recording | undefined,
  sources: readonly Measured[],
): Promise<number> {
  const known = new Set(sources.map(({ file }) => file));
  const spoken = await Promise.all([...(recording?.paths ?? [])].map((file) => realPathOf(world, file)));
  return new Set(spoken.filter((file) => known.has(file))).size;
}

function foreignGap({ name }: CoverageFacts['imports'][number]): Gap {
  return {
    what: `what ${name} recorded`,
    why: 'it speaks of no source of the members',
    remedy: 'correct root in [coverage], the folder that the paths in it begin with, or take the report out',
    at: { path: name },
  };
}

/** Does a target lead to it? A test may write what none leads to. */
function isReached({ reached }: Source): boolean {
  return reached !== undefined;
}

/**
 * Records speak of the sources that were compiled: what is another now than when it was parsed was matched with another's records. Of what is left out it
 * matters where it leads, and which of its tests panic.
 */
async function changedMeanwhile(world: World, sources: readonly Source[]): Promise<Gap[]> {
  const gaps = await Promise.all(
    sources.map(async (source): Promise<Gap[]> => {
      const { path: shown, file, sha256: before } = source;
      // Of what could not be read there is a gap already.
      if (before === undefined || (await digestOf(world, file)) === before) return [];
      return [
        {
          what: `what the tests reach in ${shown}`,
          why: 'the file changed while the tests ran',
          remedy: 'change nothing while it is examined, let build scripts write to OUT_DIR only, and run again',
          at: { path: shown },
        },
      ];
    }),
  );
  return gaps.flat();
}

/** `undefined` where it is gone, or cannot be read any more. */
async function digestOf(world: World, file: string): Promise<string | undefined> {
  try {
    return await world.files.digest(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}

function cargoGap({ message, at }: CargoFailure): Gap {
  return {
    what: 'which members the workspace has (cargo metadata --no-deps)',
    why: message,
    remedy: 'repair what cargo names until cargo metadata --no-deps succeeds',
    ...(at === undefined ? {} : { at }),
  };
}
