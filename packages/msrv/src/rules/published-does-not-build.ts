import { always, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { formatPlace, type Place } from '@assay/evidence';
import { formatVersion, parseRustVersion } from '@assay/rust';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import type { BuildFailure, PublishedMember } from '../published/facts.js';
import { publishedInstance } from '../published/instance.js';

type Data = {
  name: string;
  version: string;
  declared: string;
  /** Name and version of what did not compile, and what that is to the package. */
  broken: string;
  is: 'itself' | 'member' | 'dependency';
  features: string;
  code: string | null;
  error: string;
  errors: number;
  place: string | null;
  reason: string | null;
  since: string | null;
  pinned: BuildFailure['pinned'];
};

export const publishedDoesNotBuild = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-does-not-build',
  title: 'Published package does not build with the release that it declares',
  why:
    'A `rust-version` is what Cargo chooses releases by for everyone with an older compiler. Where it is not true, they are given a release ' +
    'that does not build, and a team that documents the package as fit for its compiler documents what is false.',
  repair:
    'Build the package with the release that it declares in every change, and declare a newer one with the release that first needs it. ' +
    'What is looked at is what `cargo package` packs, with the versions that Cargo.lock holds: they show that there are dependencies with ' +
    'which the declared release builds it. A file that is left out counts too.',
  clauses: [evaluatedTool, neededBySoup],
  severity: always('error'),
  *find(facts) {
    for (const member of facts.published?.members ?? []) {
      const [first] = member.failures;
      if (first === undefined || member.rustVersion === null || isToldElsewhere(facts, member)) continue;
      const note = `declares rust-version ${member.rustVersion}`;
      yield publishedInstance(member, {
        place: ownLine(member, first) ?? member.at.rustVersion,
        because: [{ at: member.at.rustVersion, note }],
        data: dataOf(facts, member, first),
      });
    }
  },
  message,
  remedy,
  controls: {
    raises: [
      published({ failed: {} }),
      published({ failed: { pinned: 'fails', code: 'E0583', reason: null } }),
      published({ failed: { package: 'time 0.3.41', reason: null, by: 'build-script', code: null, at: null } }),
    ],
    spares: [published({}), published({ build: 'not-tried' })],
  },
});

function message(data: Data): string {
  const { name, version, declared, broken, is, features, code, error, errors, place, pinned } = data;
  const compiler =
    pinned === 'fails'
      ? `Rust ${declared}, which it declares, nor with any other`
      : `Rust ${declared}, which it declares`;
  return (
    `${name} ${version}, packed as it would be published, does not compile with ${compiler} (${features}): ` +
    `${is === 'itself' ? '' : `${is === 'dependency' ? 'Cargo.lock holds ' : ''}${broken}: `}${error}${code === null ? '' : ` (${code})`}` +
    `${place === null ? '' : ` at ${place}`}${errors > 1 ? `, and ${errors - 1} more` : ''}`
  );
}

function remedy({ declared, broken, is, reason, since, pinned }: Data): string {
  const [name = broken] = broken.split(' ');
  if (pinned === 'fails') {
    return `it compiles where it stands: see with cargo package --list --package ${name} what is packed, and correct include and exclude`;
  }
  const likely =
    reason === null ? '' : `likely it needs ${reason}${since === null ? '' : `, which came with Rust ${since}`}; `;
  const change = {
    itself: `change the code so that it compiles with ${declared}`,
    member: `see that ${name} compiles with ${declared}`,
    dependency: `lock a release of ${name} that compiles with ${declared} (CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback cargo update)`,
  }[is];
  const release = since === null ? 'a newer release' : `rust-version = "${since}"`;
  return `${likely}${change}, or declare ${release} in a new minor release`;
}

/** That it does not compile in the workspace with the same release says the same. */
function isToldElsewhere({ members, proof }: MsrvFacts, { name, rustVersion }: PublishedMember): boolean {
  const declared = parseRustVersion(rustVersion ?? '');
  const id = members.find((each) => each.name === name)?.id;
  return proof.failures.some(
    ({ member, rust }) => member === id && declared !== undefined && rust === formatVersion(declared),
  );
}

/** The line to repair, where it is one of the package's own. */
function ownLine({ name, version }: PublishedMember, { package: broken, at }: BuildFailure): Place | undefined {
  return broken === `${name} ${version}` && at !== null && !at.path.startsWith('$') ? at : undefined;
}

function dataOf({ published: seen }: MsrvFacts, member: PublishedMember, failure: BuildFailure): Data {
  const { name, version, rustVersion } = member;
  const { package: broken, features, code, message: error, errors, at, reason, pinned } = failure;
  const isMember = seen?.members.some((each) => `${each.name} ${each.version}` === broken) ?? false;
  return {
    ...{ name, version, declared: rustVersion ?? '', broken, features, code, errors, pinned },
    is: broken === `${name} ${version}` ? 'itself' : isMember ? 'member' : 'dependency',
    error: error.split('\n')[0] ?? '',
    place: at === null || ownLine(member, failure) !== undefined ? null : formatPlace(at),
    reason: reason?.what ?? null,
    since: reason?.since ?? null,
  };
}
