import type { Collected } from '@assay/check';
import { type Gap, sha256 } from '@assay/evidence';
import { portablePath, sourceDate, type World } from '@assay/host';
import type { Policy } from '@assay/policy';
import { membersGap, readMemberTargets } from '@assay/rust';
import { changedSince } from './changed.js';
import { describeMember } from './describe-member.js';
import type { CoverageFacts, ImportFact, LeftOut } from './facts.js';
import { examinedIn } from './figures.js';
import { justificationsOf } from './justify.js';
import { calledAtCompileTime } from './match/compile-time.js';
import { type AllRecorded, matchAll } from './match/match-all.js';
import { type Spoken, spokenBy } from './match/spoken.js';
import { writeReports } from './products.js';
import { refuseUnknownLevels, refuseUnknownMembers } from './refuse-names.js';
import { type Imports, readImports } from './run/imports.js';
import { panickingTests } from './run/panicking-tests.js';
import type { Recording } from './run/recording.js';
import { type Runs, runAll } from './run/run-all.js';
import type { CoverageSettings } from './settings.js';
import { functionDigests } from './short-digest.js';
import { changedMeanwhile } from './sources/changed-meanwhile.js';
import { classify } from './sources/classify.js';
import { packagesOutside } from './sources/outside.js';
import { readSources, type Source } from './sources/read-sources.js';

/**
 * Lists what the sources owe, runs the tests with the members instrumented, reads what other tools recorded, and
 * matches the two. `examined` counts obligations. Throws UserError for a policy that names a level or a member that
 * there is not, and WorldError when interrupted.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: CoverageSettings,
): Promise<Collected<CoverageFacts>> {
  refuseUnknownLevels(policy, settings);
  const outcome = await readMemberTargets(world);
  if ('failure' in outcome) return { facts: undefined, examined: 0, gaps: [membersGap(outcome.failure)] };
  const { members } = outcome;
  refuseUnknownMembers(
    policy,
    settings,
    members.map(({ name }) => name),
  );
  const described = members.map((member) => describeMember(world, policy, settings, member));
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
  const recorded = [...recordings, ...ran.panicking];
  const spoken = spokenBy(world);
  const files = await matchAll(
    classified.measured,
    { certain: recordings, panicking: ran.panicking, apart: apartOf(ran, imported) },
    {
      noConditions: ran.noConditions,
      calledAtCompileTime: calledAtCompileTime(classified.measured.map(({ obligations }) => obligations)),
      memberOf: (manifest) => idOf.get(manifest) ?? '',
      digestOf: functionDigests(),
    },
    spoken,
  );
  const byFile = await spoken(recorded);
  const imports = imported.imports.map((each, index) => ({
    ...each,
    speaksOf: classified.measured.filter(({ file }) => speaks(byFile, file, imported.recordings[index])).length,
  }));
  const foreign = imports.filter(({ speaksOf }) => speaksOf === 0);
  const left = recordings.length - foreign.length;
  const outside = await packagesOutside(world, described);
  const seen: Omit<CoverageFacts, 'reports'> = {
    complete: left > 0 && left === settings.runs.length + settings.reports.length + settings.profiles.length,
    ...{ compiler: ran.compiler, llvm: ran.llvm, options: ran.options, runs: ran.runs },
    imports,
    members: described,
    files,
    leftOut: [...withRecorded(world, classified.leftOut, byFile), ...outside.leftOut],
    justifications: justificationsOf(policy.deviations, classified.measured),
    changed: changes !== undefined && 'changed' in changes ? changes.changed : null,
  };
  // What is not whole is no report for others: its zeros would be taken for what was measured.
  const products = seen.complete
    ? writeReports(seen, byFile, {
        pathOf: (file) => portablePath(file, world.anchors),
        timestamp: await sourceDate(world),
      })
    : [];
  return {
    facts: { ...seen, reports: products.map(({ name, content }) => ({ name, sha256: sha256(content) })) },
    examined: examinedIn(seen),
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
    products,
  };
}

/** The recordings of some files test by test, with those of reports, which cannot be told apart. */
function apartOf({ apart }: Runs, { recordings }: Imports): AllRecorded['apart'] {
  return apart === undefined ? undefined : async (files) => [...(await apart(files)), ...recordings];
}

/** Does this recording speak of the file (real path, absolute)? */
function speaks(byFile: Spoken, file: string, recording: Recording | undefined): boolean {
  return byFile.get(file)?.some((each) => each.recording === recording) ?? false;
}

/** What the policy excludes and a build compiled all the same is the product's, whatever leads to it. */
function withRecorded({ anchors }: World, leftOut: readonly LeftOut[], byFile: Spoken): LeftOut[] {
  const compiled = new Set([...byFile.keys()].map((file) => portablePath(file, anchors)));
  return leftOut.map((each) => (each.at !== null && compiled.has(each.path) ? { ...each, product: true } : each));
}

function foreignGap({ name }: ImportFact): Gap {
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
