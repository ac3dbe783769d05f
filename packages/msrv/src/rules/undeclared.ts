import { defineRule, neededBySoup } from '@assay/check';
import { dependency, workspace } from '../controls.js';
import { demandsOf } from '../demand.js';
import type { MsrvFacts } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { reachOf } from '../reach.js';
import { baselineOfMembers } from '../words.js';

export const undeclared = defineRule<MsrvFacts, PackageData>({
  id: 'msrv/undeclared',
  title: 'Package declares no rust-version',
  why:
    'Nothing says with which compilers the package builds: it may need a newer one than the baseline today, or with its next ' +
    'release. Cargo takes a missing `rust-version` for "fits".',
  repair:
    'Build it with the baseline and keep that as evidence, or take a release that declares its `rust-version`. A member of ' +
    'the workspace declares its own in its Cargo.toml.',
  clauses: [neededBySoup],
  severity: { none: 'off', low: 'warning', medium: 'warning', high: 'warning', highest: 'warning' },
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      if (each.rustVersion !== null) continue;
      const demand = demands.get(each.id);
      // One fault, one finding: an edition above the baseline says more than that nothing is declared.
      if (demand !== undefined && breaches(facts, each, demand).length > 0) continue;
      const ways = (reachOf(facts).get(each.id) ?? []).filter(isBuilt);
      if (ways.length > 0) yield packageInstance(facts, each, ways);
    }
  },
  message: ({ id, offences }) =>
    `${id} declares no rust-version: nothing says that it builds with ${baselineOfMembers(offences)}`,
  remedy: ({ name, source, manifest, offences }) =>
    source === 'member'
      ? `add rust-version = "${offences[0]?.baseline}" to [package] in ${manifest}`
      : `build it with the baseline (cargo +${offences[0]?.baseline} check --locked) and keep the result as evidence, or ` +
        `look for another release of ${name}, one that declares it`,
  controls: {
    raises: [
      dependency({ rustVersion: null }),
      dependency({ rustVersion: null }, 'build'),
      workspace([{ rustVersion: null }]),
    ],
    spares: [dependency({ rustVersion: '1.85' }), dependency({ rustVersion: null }, 'dev')],
  },
});
