import { always, changedEnvironment, defineRule, evaluatedTool } from '@assay/check';
import { formatVersion, parseRustVersion } from '@assay/rust';
import { isNewer } from '../demand.js';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import { publishedInstance } from '../published/instance.js';

type Data = { name: string; version: string; declared: string; baseline: string; rust: string };

export const publishedAboveLts = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-above-lts',
  title: 'Published package needs a newer Rust than any long-term baseline',
  why:
    'Regulated teams use a compiler that somebody looks after for years: a qualified one, or that of a distribution. A package that needs a ' +
    'newer release than the newest of those can be used by none of them, whatever its own quality.',
  repair:
    'Stay at or below the newest baseline that is supported (`assay msrv baselines` lists them), and put what needs more behind a feature, ' +
    'or wait for the next baseline.',
  clauses: [evaluatedTool, changedEnvironment],
  severity: always('warning'),
  *find({ published: seen }) {
    const newest = seen?.newestBaseline ?? null;
    if (seen === undefined || newest === null) return;
    for (const member of seen.members) {
      const { name, version, rustVersion, at } = member;
      const declared = parseRustVersion(rustVersion ?? '');
      if (rustVersion === null || declared === undefined || !isNewer(formatVersion(declared), newest.rust)) continue;
      const { name: baseline, rust, ends, source, confidence } = newest;
      const note = `${baseline} has Rust ${rust} and is supported until ${ends}; source: ${source ?? 'none'} (${confidence})`;
      const data = { name, version, declared: rustVersion, baseline, rust };
      yield publishedInstance(member, { place: at.rustVersion, because: [{ note }], data });
    }
  },
  message: ({ name, version, declared, baseline, rust }) =>
    `${name} ${version} can be published and declares rust-version ${declared}, above ${rust}: no baseline that is supported today is newer than ${baseline}`,
  remedy: ({ rust }) =>
    `change the code so that it builds with ${rust} and declare that or an older release, or put what needs more behind a feature`,
  controls: {
    raises: [
      published({ rustVersion: '1.83', newestBaseline: '1.82.0', previous: { state: 'none' } }),
      // As text, 1.85 would come after 1.100.
      published({ rustVersion: '1.85', newestBaseline: '1.84.1', previous: { state: 'none' } }),
    ],
    spares: [
      published({ rustVersion: '1.82', newestBaseline: '1.82.0' }),
      published({ rustVersion: '1.85', newestBaseline: '1.100.0' }),
      published({ newestBaseline: null }),
      published({ rustVersion: null, newestBaseline: '1.60.0' }),
    ],
  },
});
