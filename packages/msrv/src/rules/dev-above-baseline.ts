import { always, defineRule, evaluatedTool } from '@assay/check';
import { dependency } from '../controls.js';
import { type Demand, demandsOf } from '../demand.js';
import type { MsrvFacts } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { baselineOfMembers, lowestBaseline, wayDown } from '../words.js';

export const devAboveBaseline = defineRule<MsrvFacts, PackageData & Demand>({
  id: 'msrv/dev-above-baseline',
  title: 'Only tests need a newer Rust than the baseline',
  why:
    'A dev-dependency does not ship, but the tests are the evidence: with this package they cannot be built by the compiler ' +
    'that builds the product, so what they show was shown of another build.',
  repair:
    'Take a release of the package that fits the baseline, or run those tests with a newer compiler and record why.',
  clauses: [evaluatedTool],
  severity: always('warning'),
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      const demand = demands.get(each.id);
      if (demand === undefined) continue;
      const ways = breaches(facts, each, demand);
      // What is above the baseline in a build, too, is that rule's finding and no second one here.
      if (ways.length === 0 || ways.some(isBuilt)) continue;
      const instance = packageInstance(facts, each, ways);
      yield { ...instance, data: { ...instance.data, ...demand } };
    }
  },
  message: ({ id, rust, by, offences }) =>
    `${id} needs Rust ${rust} by its ${by}, above ${baselineOfMembers(offences)}; only tests, examples and benches use it`,
  remedy: (data) =>
    wayDown(
      data,
      data.rust,
      `${data.by === 'edition' ? 'an edition' : 'a rust-version'} of at most ${lowestBaseline(data.offences)}`,
    ),
  controls: {
    raises: [dependency({ rustVersion: '1.86' }, 'dev')],
    spares: [dependency({ rustVersion: '1.85' }, 'dev'), dependency({ rustVersion: '1.86' }, 'normal')],
  },
});
