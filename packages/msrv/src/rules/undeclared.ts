import { defineRule, neededBySoup } from '@assay/check';
import { dependency, workspace } from '../controls.js';
import { type Demand, demandsOf } from '../demand.js';
import type { MsrvFacts, PackageFact } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { type Reached, reachOf } from '../reach.js';
import { baselineOfMembers } from '../words.js';

const severity = { none: 'off', low: 'warning', medium: 'warning', high: 'warning', highest: 'warning' } as const;

/** `app` was compiled, with all that is built for it. */
const proving = {
  members: [{ proof: 'asked' as const }],
  runs: [{ member: 'app 0.1.0', outcome: 'compiled' as const }],
};

/** What the policy says of such a package for this member, or else the rule. */
function severityFor({ member }: Reached): 'error' | 'warning' | 'off' {
  return member.undeclared ?? severity[member.rank];
}

/** What was compiled for another member, with other features, proves nothing for one that was not compiled itself. */
function isProvedFor({ proved }: PackageFact, { member }: Reached): boolean {
  return member.proof === 'asked' && proved.includes(member.baseline.rust);
}

/**
 * Was nothing of this member compiled, though that was asked for? Then there is a gap already, or the finding that Cargo refuses, whatever
 * its packages declare.
 */
function isGap({ proof }: MsrvFacts, { member }: Reached): boolean {
  if (member.proof === 'not-asked') return false;
  const runs = proof.runs.filter((run) => run.member === member.id);
  const refused = proof.failures.some((failure) => failure.member === member.id && failure.by === 'cargo');
  return refused || runs.length === 0 || runs.some(({ outcome }) => outcome === 'not-established');
}

/** One fault, one finding: that it does not fit the baseline says more than that it declares nothing. */
function saysMore(facts: MsrvFacts, each: PackageFact, demand: Demand | undefined): boolean {
  return (
    facts.proof.failures.some((failure) => failure.package === each.id) ||
    (demand !== undefined && breaches(facts, each, demand).length > 0) ||
    (each.inferred !== null && breaches(facts, each, each.inferred).length > 0)
  );
}

export const undeclared = defineRule<MsrvFacts, PackageData>({
  id: 'msrv/undeclared',
  title: 'Package declares no rust-version',
  why:
    'Nothing says with which compilers the package builds: it may need a newer one than the baseline today, or with its next ' +
    'release. Cargo takes a missing `rust-version` for "fits".',
  repair:
    'Let Assay compile it with the baseline (`prove` in `[msrv]`), or take a release that declares its `rust-version`. A member of ' +
    'the workspace declares its own in its Cargo.toml.',
  clauses: [neededBySoup],
  severity,
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      if (each.rustVersion !== null || saysMore(facts, each, demands.get(each.id))) continue;
      const ways = (reachOf(facts).get(each.id) ?? []).filter(
        (way) => isBuilt(way) && !isProvedFor(each, way) && !isGap(facts, way) && severityFor(way) !== 'off',
      );
      if (ways.length === 0) continue;
      yield {
        ...packageInstance(facts, each, ways),
        severity: ways.some((way) => severityFor(way) === 'error') ? 'error' : 'warning',
      };
    }
  },
  message: ({ id, offences }) =>
    `${id} declares no rust-version: nothing says that it builds with ${baselineOfMembers(offences)}`,
  remedy: ({ name, source, manifest, offences }) =>
    source === 'member'
      ? `add rust-version = "${offences[0]?.baseline}" to [package] in ${manifest}`
      : `let Assay compile it with the baseline (assay msrv --prove), or look for another release of ${name}, one that declares it`,
  controls: {
    raises: [
      dependency({ rustVersion: null }),
      dependency({ rustVersion: null }, 'build'),
      workspace([{ rustVersion: null }]),
      dependency({ rustVersion: null, proved: ['1.90.0'] }),
      // Compiled for another member only.
      dependency({ rustVersion: null, proved: ['1.85.0'] }),
      workspace([{ rustVersion: null }], { members: [{ rank: 'none', undeclared: 'error' }] }),
    ],
    spares: [
      dependency({ rustVersion: '1.85' }),
      dependency({ rustVersion: null }, 'dev'),
      dependency({ rustVersion: null, proved: ['1.85.0'] }, 'normal', proving),
      // In the graph for another target or feature, and not built.
      dependency({ rustVersion: null, builtFor: [] }),
      workspace([{ rustVersion: null }], { members: [{ undeclared: 'off' }] }),
    ],
  },
});
