import { always, defineRule, evaluatedEnvironment, evaluatedTool } from '@assay/check';
import { measured, stated } from '../controls.js';
import { coverage } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, namesInWords, tableOf } from '../instance.js';
import { coverageOf, unfitOf } from '../vendor.js';

type Data = { target: string; stated: string; vendor: string; unfit: string[]; others: string[] };

export const notCoveredByVendor = defineRule<TargetFacts, Data>({
  id: 'targets/not-covered-by-vendor',
  title: 'The vendor’s qualified toolchain does not cover the target',
  why:
    'A qualification speaks of certain targets, on certain hosts, made with one release. On anything else the same compiler is one that nobody has ' +
    'qualified, and the argument that rests on its certificate does not hold.',
  repair:
    'Take a release of the vendor’s toolchain that covers the target, build on a host that it is qualified on, and pin its compiler; or name in ' +
    '`vendor` the toolchain that is used. What Assay knows of vendors’ toolchains is data with a source, which the finding names: ask the vendor where it is out of date.',
  clauses: [evaluatedTool, evaluatedEnvironment],
  severity: always('error'),
  *find(facts) {
    const { asked, record, target } = facts;
    if (asked.vendor === null || facts.vendorUnknown !== null) return;
    const { value: vendor, at } = asked.vendor;
    const covering = coverageOf(facts, vendor);
    const unfit = covering.length === 0 ? ['it is not known to cover the target'] : unfitOf(facts, covering);
    if (unfit.length === 0) return;
    yield {
      ...aboutTarget(facts, at),
      because: [
        { at, note: `vendor = ${JSON.stringify(vendor)}` },
        ...covering.map(({ scope, source, confidence }) => ({ note: `${scope}; source: ${source} (${confidence})` })),
      ],
      data: {
        ...{ target, stated: facts.stated, vendor, unfit },
        others: record.vendors.map((each) => each.toolchain),
      },
    };
  },
  message: ({ target, vendor, unfit }) => `${vendor} is no qualified toolchain for ${target} here: ${unfit.join('; ')}`,
  remedy: ({ stated: key, vendor, others }) => {
    const known = others.length === 0 ? 'none is known that covers it' : `known to cover it: ${namesInWords(others)}`;
    return `use a toolchain that covers it, on a host that it is qualified on (${known}), or correct vendor = ${JSON.stringify(vendor)}, in ${tableOf(key)} or in [targets]`;
  },
  controls: {
    raises: [
      measured({ asked: { vendor: stated('Ferrocene 26.05.0') } }),
      measured({ asked: { vendor: stated('Ferrocene 26.02.0') }, record: { vendors: [coverage()] } }),
      measured({
        asked: { vendor: stated('Ferrocene 26.05.0') },
        record: { vendors: [coverage({ hosts: ['aarch64-unknown-linux-gnu'] })] },
      }),
      measured({ asked: { vendor: stated('Ferrocene 26.05.0') }, record: { vendors: [coverage({ rust: '1.92.0' })] } }),
    ],
    spares: [
      measured(),
      measured({ asked: { vendor: stated('Ferrocene 26.5.0') }, vendorUnknown: 'no toolchain is known by this name' }),
      measured({ asked: { vendor: stated('ferrocene 26.05') }, record: { vendors: [coverage()] } }),
      measured({
        asked: { vendor: stated('Ferrocene 26.05.0') },
        record: { vendors: [coverage({ hosts: ['x86_64-unknown-linux-gnu'] })] },
      }),
    ],
  },
});
