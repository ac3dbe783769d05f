import { always, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { ownBaseline, workspace } from '../controls.js';
import { demandsOf } from '../demand.js';
import type { MsrvFacts, PackageFact } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { baselineOfMembers, wayDown } from '../words.js';

export const editionAboveBaseline = defineRule<MsrvFacts, PackageData & { edition: string; needed: string }>({
  id: 'msrv/edition-above-baseline',
  title: "Package's edition is newer than the baseline",
  why:
    'A package of an edition that the baseline does not know cannot be built with it: its Cargo refuses the manifest before ' +
    'anything is compiled. The package declares no `rust-version` that would have said so.',
  repair: 'Take a release of the package of an older edition, or raise the baseline of the members that use it.',
  clauses: [evaluatedTool, neededBySoup],
  severity: always('error'),
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      const demand = demands.get(each.id);
      if (demand?.by !== 'edition') continue;
      const ways = breaches(facts, each, demand).filter(isBuilt);
      if (ways.length === 0) continue;
      const instance = packageInstance(facts, each, ways);
      yield { ...instance, data: { ...instance.data, edition: each.edition, needed: demand.rust } };
    }
  },
  message: ({ id, edition, needed, offences }) =>
    `${id} is of edition ${edition}, which needs Rust ${needed}, above ${baselineOfMembers(offences)}`,
  remedy: (data) => wayDown(data, data.needed, `an edition before ${data.edition}`),
  controls: {
    raises: [old({ edition: '2024', rustVersion: null })],
    spares: [old({ edition: '2021', rustVersion: null }), old({ edition: '2024', rustVersion: '1.85' })],
  },
});

/** A member with baseline 1.78.0. */
function old(app: Partial<PackageFact>): MsrvFacts {
  return workspace([app], { members: [{ baseline: ownBaseline('1.78.0') }] });
}
