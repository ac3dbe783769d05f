import { always, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { dependency, ownBaseline, workspace } from '../controls.js';
import { demandsOf } from '../demand.js';
import type { MsrvFacts } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { baselineOfMembers, wayDown } from '../words.js';

export const manifestAboveBaseline = defineRule<MsrvFacts, PackageData & { needed: string; by: string }>({
  id: 'msrv/manifest-above-baseline',
  title: "Package's manifest needs a newer Cargo than the baseline's",
  why:
    'A manifest that uses what a newer Cargo introduced is refused by an older one, before anything is compiled. Such a package ' +
    'declares a `rust-version` within the baseline, or none, and cannot be built with it all the same.',
  repair:
    'Take a release of the package whose manifest does without, or raise the baseline of the members that use it.',
  clauses: [evaluatedTool, neededBySoup],
  severity: always('error'),
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      const { inferred } = each;
      if (inferred === null) continue;
      const demand = demands.get(each.id);
      // One fault, one finding: what it declares, or its edition, says as much.
      if (demand !== undefined && breaches(facts, each, demand).length > 0) continue;
      const ways = breaches(facts, each, inferred).filter(isBuilt);
      if (ways.length === 0) continue;
      const instance = packageInstance(facts, each, ways);
      yield { ...instance, data: { ...instance.data, needed: inferred.rust, by: inferred.by } };
    }
  },
  message: ({ id, needed, by, offences }) =>
    `${id} has a manifest that needs Cargo ${needed} (${by}), above ${baselineOfMembers(offences)}`,
  remedy: (data) => wayDown(data, data.needed, `a manifest without ${data.by}`),
  controls: {
    raises: [
      workspace([{ rustVersion: '1.56', inferred: { rust: '1.60.0', by: 'features with dep:' } }], {
        members: [{ baseline: ownBaseline('1.56.0') }],
        lock: { format: 3 },
      }),
    ],
    spares: [
      dependency({ inferred: { rust: '1.60.0', by: 'features with dep:' } }),
      workspace([{ rustVersion: '1.60', inferred: { rust: '1.60.0', by: 'features with dep:' } }], {
        members: [{ baseline: ownBaseline('1.60.0') }],
      }),
    ],
  },
});
