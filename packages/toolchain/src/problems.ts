import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { compareRanks, type Policy } from '@assay/policy';
import {
  ageInDays,
  type Identity,
  isFromTheFuture,
  knownProblems,
  PROBLEM_DATA_FILE,
  type ProblemData,
  parseVersion,
  problemDataCovers,
  problemDataDigest,
  problemDataInUse,
  readWorkspaceProblemData,
  type ToolchainPin,
  vendorReleases,
} from '@assay/rust';
import type { ToolchainFacts } from './facts.js';
import { look } from './look.js';
import type { ToolchainSettings } from './settings.js';

/** What is known about the release that builds the workspace. */
interface Known {
  facts: Pick<ToolchainFacts, 'release' | 'problems' | 'problemData' | 'vendorReleases'>;
  gaps: Gap[];
}

/** Who asks, and of which release. */
interface Question {
  rank: ToolchainFacts['rank'];
  policy: Policy;
  settings: ToolchainSettings;
  pin: ToolchainPin | null;
  compiler: Identity | undefined;
}

/** The way to newer data that needs no newer Assay. */
const refresh = 'take a newer file of known problems and run assay toolchain known-problems --from FILE';

/**
 * Looks up what is known about the release that the repository asks for; where it names none, about the one that runs. Data
 * that is broken, too old or from the future is a gap: silence would read as "no known problems".
 */
export async function lookUpProblems(world: World, question: Question): Promise<Known> {
  const { pin, compiler } = question;
  const own = await look(PROBLEM_DATA_FILE, world.anchors, () => readWorkspaceProblemData(world));
  const { data, source } = problemDataInUse(own.found);
  const release = releaseOf(pin, compiler);
  const machine = { host: compiler?.host ?? undefined, targets: pin?.targets ?? [] };
  const { collected, problems } = data;
  return {
    facts: {
      release,
      problems: release === null ? [] : knownProblems(data, release, machine),
      problemData: { source, collected, rows: problems.length, sha256: problemDataDigest(data) },
      vendorReleases: release === null ? [] : vendorReleases(release),
    },
    gaps: [
      ...(own.gap === undefined ? [] : [{ ...own.gap, remedy: `${own.gap.remedy}; or ${refresh}` }]),
      ...(release === null || problemDataCovers(data, release) ? [] : [notCovered(release, data, pin)]),
      ...ageGaps(data, world.clock.now(), question),
    ],
  };
}

function releaseOf(pin: ToolchainPin | null, compiler: Identity | undefined): string | null {
  const release = pin?.release ?? compiler?.release;
  return release === undefined || parseVersion(release) === undefined ? null : release;
}

function notCovered(release: string, { collected, newestRelease }: ProblemData, pin: ToolchainPin | null): Gap {
  return {
    what: `known problems of Rust ${release}`,
    why: `the data in use was collected on ${collected} and ends with ${newestRelease}`,
    remedy: `update Assay; or ${refresh}; or pin a release that the data knows, at most ${newestRelease}`,
    ...(pin === null ? {} : { at: pin.at }),
  };
}

/** The words name no day but that of collecting, so that evidence is the same whenever it is made. */
function ageGaps(data: ProblemData, now: number, { rank, policy, settings }: Question): Gap[] {
  const { collected } = data;
  if (isFromTheFuture(data, now)) {
    return [
      {
        what: 'the age of the data about known problems',
        why: `it says that it was collected on ${collected}, and by the clock of this machine that day has not come`,
        remedy: `set the clock, or correct the date in ${PROBLEM_DATA_FILE}`,
      },
    ];
  }
  const limit = settings['known-problems-max-age'];
  if (compareRanks(rank, 'medium') < 0 || ageInDays(data, now) <= limit) return [];
  return [
    {
      what: 'known problems published since the data in use was collected',
      why: `the data in use was collected on ${collected}, more than ${limit} days ago`,
      remedy: `update Assay; or ${refresh}`,
      at: policy.placeOf(['toolchain', 'known-problems-max-age']),
    },
  ];
}
