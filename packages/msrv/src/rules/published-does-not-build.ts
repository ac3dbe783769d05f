import { always, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import { formatVersion, parseRustVersion } from '@assay/rust';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import type { BuildFailure, PublishedMember } from '../published/facts.js';
import { publishedInstance } from '../published/instance.js';

type Data = {
  name: string;
  version: string;
  declared: string;
  broken: string;
  features: string;
  code: string | null;
  error: string;
  errors: number;
  place: string | null;
  reason: string | null;
  since: string | null;
};

export const publishedDoesNotBuild = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-does-not-build',
  title: 'Published package does not build with the release that it declares',
  why:
    'A `rust-version` is what Cargo chooses releases by for everyone with an older compiler. Where it is not true, they are given a release ' +
    'that does not build, and a team that documents the package as fit for its compiler documents what is false.',
  repair:
    'Build the package with the release that it declares in every change, and declare a newer one with the release that first needs it. ' +
    'What is looked at is what `cargo package` packs, with its own lock file: a file that is left out counts too.',
  clauses: [evaluatedTool, neededBySoup],
  severity: always('error'),
  *find(facts) {
    for (const member of facts.published?.members ?? []) {
      const [first] = member.failures;
      if (first === undefined || member.rustVersion === null || isToldElsewhere(facts, member)) continue;
      const note = `declares rust-version ${member.rustVersion}`;
      yield publishedInstance(member, {
        place: isOwn(member, first) && first.at !== null ? first.at : member.at.rustVersion,
        because: [{ at: member.at.rustVersion, note }],
        data: dataOf(member, member.rustVersion, first),
      });
    }
  },
  message: ({ name, version, declared, broken, features, code, error, errors, place }) =>
    `${name} ${version}, packed as it would be published, does not compile with Rust ${declared}, which it declares (${features}): ` +
    `${broken === `${name} ${version}` ? '' : `${broken}: `}${error}${code === null ? '' : ` (${code})`}` +
    `${place === null ? '' : ` at ${place}`}${errors > 1 ? `, and ${errors - 1} more` : ''}`,
  remedy: ({ name, version, declared, broken, reason, since }) => {
    const likely =
      reason === null ? '' : `likely it needs ${reason}${since === null ? '' : `, which came with Rust ${since}`}; `;
    const change =
      broken === `${name} ${version}`
        ? `change the code so that it compiles with ${declared}`
        : `lock a release of ${broken.split(' ')[0]} that compiles with ${declared}`;
    return `${likely}${change}, or declare ${since === null ? 'a newer release' : `rust-version = "${since}"`} in a new minor release`;
  },
  controls: {
    raises: [
      published({ failed: {} }),
      published({ failed: { package: 'time 0.3.41', reason: null, by: 'build-script', code: null, at: null } }),
    ],
    spares: [published({}), published({ build: 'not-tried' })],
  },
});

/** That it does not compile in the workspace with the same release says the same. */
function isToldElsewhere({ members, proof }: MsrvFacts, { name, rustVersion }: PublishedMember): boolean {
  const declared = parseRustVersion(rustVersion ?? '');
  const id = members.find((each) => each.name === name)?.id;
  return proof.failures.some(
    ({ member, rust }) => member === id && declared !== undefined && rust === formatVersion(declared),
  );
}

function isOwn({ name, version }: PublishedMember, failure: BuildFailure): boolean {
  return failure.package === `${name} ${version}`;
}

function dataOf(member: PublishedMember, declared: string, failure: BuildFailure): Data {
  const { name, version } = member;
  const { package: broken, features, code, message, errors, at, reason } = failure;
  return {
    ...{ name, version, declared, broken, features, code, errors },
    error: message.split('\n')[0] ?? '',
    place: at === null || isOwn(member, failure) ? null : formatPlace(at),
    reason: reason?.what ?? null,
    since: reason?.since ?? null,
  };
}
