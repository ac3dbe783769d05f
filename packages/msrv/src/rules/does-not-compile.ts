import { always, changedEnvironment, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import { lockFormatSince } from '@assay/rust';
import { dependency, workspace } from '../controls.js';
import { demandsOf, isNewer } from '../demand.js';
import type { MsrvFacts, PackageFact, ProofFailure } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { type Reached, reachOf } from '../reach.js';
import { baselineOfMembers, lowestBaseline, wayDown } from '../words.js';

type Data = PackageData & {
  by: ProofFailure['by'];
  declared: string | null;
  code: string | null;
  error: string;
  errors: number;
  place: string | null;
  reason: string | null;
  since: string | null;
};

export const doesNotCompile = defineRule<MsrvFacts, Data>({
  id: 'msrv/does-not-compile',
  title: 'Package does not compile with the baseline',
  why:
    'What a package declares is its author’s word. This one was compiled with the baseline and failed, while the pinned compiler ' +
    'takes it: the product cannot be built with the compiler that the safety argument rests on.',
  repair:
    'Run `assay msrv plan`, which looks for a lock file that compiles and proves it, or raise the baseline of the members that use it.',
  clauses: [evaluatedTool, changedEnvironment, neededBySoup],
  severity: always('error'),
  *find(facts) {
    for (const each of facts.packages) {
      const failures = facts.proof.failures.filter(
        (failure) => failure.package === each.id && !isToldElsewhere(facts, each, failure),
      );
      const [first] = failures;
      if (first === undefined) continue;
      const ways = waysOf(facts, each, failures);
      if (ways.length === 0) continue;
      yield instanceOf(facts, each, ways, first);
    }
  },
  message: ({ id, declared, error, errors, code, place, offences }) =>
    `${id}${declared === null ? '' : ` declares rust-version ${declared} and`} does not compile with ${baselineOfMembers(offences)}: ` +
    `${error}${code === null ? '' : ` (${code})`}${place === null ? '' : ` at ${place}`}${errors > 1 ? `, and ${errors - 1} more` : ''}`,
  remedy,
  controls: {
    raises: [
      dependency({ rustVersion: null }, 'normal', { failures: [{}] }),
      dependency({ rustVersion: '1.70' }, 'build', {
        failures: [{ by: 'build-script', code: null, reason: null, at: null }],
      }),
      workspace([{}], { failures: [{ package: 'app 0.1.0' }] }),
    ],
    spares: [
      dependency({ rustVersion: '1.70', proved: ['1.85.0'] }),
      workspace([{}], {
        lock: { format: 4 },
        members: [{ baseline: { rust: '1.77.2', at: { path: 'assay.toml' } } }],
        failures: [],
      }),
    ],
  },
});

function remedy(data: Data): string {
  const { by, source, reason, since, offences } = data;
  const likely =
    reason === null ? '' : `likely it needs ${reason}${since === null ? '' : `, which came with Rust ${since}`}; `;
  const baseline = lowestBaseline(offences);
  if (by === 'cargo') {
    return `run cargo +${baseline} check --locked to see what its Cargo refuses, or raise the baseline; assay msrv plan looks for another way`;
  }
  if (source === 'member' || source === 'path') {
    return `${likely}change the code so that it compiles with ${baseline}, or raise the baseline${since === null ? '' : ` to ${since}`}`;
  }
  return `${likely}${wayDown(data, since ?? 'a release that compiles it', `code that ${baseline} compiles`)}`;
}

/** That Cargo refuses a lock file or a manifest is the finding of the rule that looks at it. */
function isToldElsewhere(facts: MsrvFacts, each: PackageFact, { by, rust }: ProofFailure): boolean {
  if (by !== 'cargo') return false;
  const { format } = facts.lock;
  const readable = format === null ? undefined : lockFormatSince(format);
  if (readable !== undefined && isNewer(readable, rust)) return true;
  const demand = demandsOf(facts).get(each.id);
  return [demand, each.inferred].some((one) => one != null && breaches(facts, each, one).length > 0);
}

/** The members whose proof failed at this package. */
function waysOf(facts: MsrvFacts, { id }: PackageFact, failures: readonly ProofFailure[]): Reached[] {
  const members = new Set(failures.map(({ member }) => member));
  return (reachOf(facts).get(id) ?? []).filter((way) => isBuilt(way) && members.has(way.member.id));
}

function instanceOf(facts: MsrvFacts, each: PackageFact, ways: readonly Reached[], failure: ProofFailure) {
  const { at, message, errors, code, reason } = failure;
  const instance = packageInstance(facts, each, ways);
  const isOwn = at !== null && each.source === 'member' && !at.path.startsWith('$');
  const [firstLine = ''] = message.split('\n');
  return {
    ...instance,
    at: isOwn ? at : instance.at,
    data: {
      ...instance.data,
      by: failure.by,
      ...{ declared: each.rustVersion, code, error: firstLine, errors },
      place: at === null || isOwn ? null : formatPlace(at),
      reason: reason?.what ?? null,
      since: reason?.since ?? null,
    },
  };
}
