import { always, defineRule } from '@assay/check';
import { groupBy } from '@assay/evidence';
import { artifactName, productsOf } from '../artifacts.js';
import { languageSubset } from '../clauses.js';
import { measured, stated } from '../controls.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart, namesInWords } from '../instance.js';

type Data = { target: string; artifact: string; panics: string[]; builds: string[] };

export const panicPath = defineRule<TargetFacts, Data>({
  id: 'targets/panic-path',
  title: 'Artifact holds a panic path that the policy forbids',
  why:
    'A panic ends what the program does, at a place that the source does not show: an index, an overflow, an `unwrap`, formatting. Where the policy ' +
    'forbids that, no way into Rust’s panic machinery may be left in what ships.',
  repair:
    'Remove what can panic, or let the optimiser prove that it cannot: check before you index, use `get`, `checked_add`, `Result`. Overflow checks are ' +
    'on in the profile dev; name the profile that ships in `builds`. The symbols tell what kind of panic is left.',
  clauses: [languageSubset],
  severity: always('error'),
  *find(facts) {
    const { asked, builds, target } = facts;
    if (asked.forbidPanic?.value !== true) return;
    const { at } = asked.forbidPanic;
    const found = builds.flatMap((build) =>
      productsOf(build).flatMap((artifact) =>
        (artifact.panics ?? []).map((panic) => ({ build: build.name, name: artifactName(artifact), panic })),
      ),
    );
    for (const [name, paths] of groupBy(found, (each) => each.name)) {
      yield {
        ...aboutPart(facts, { name }, at),
        because: [{ at, note: 'forbid-panic = true' }],
        data: {
          ...{ target, artifact: name },
          panics: [...new Set(paths.map(({ panic }) => panic))],
          builds: [...new Set(paths.map(({ build }) => build))],
        },
      };
    }
  },
  message: ({ target, artifact, panics, builds }) =>
    `${artifact} for ${target} can panic (${namesInWords(builds)}): ${namesInWords(panics)}`,
  remedy: ({ artifact }) =>
    `remove what can panic from ${artifact}: look for who calls these symbols in its disassembly (objdump -dr), and name the profile that ships in builds`,
  controls: {
    raises: [
      measured({
        asked: { forbidPanic: stated(true) },
        artifact: { panics: ['core::panicking::panic_bounds_check'] },
      }),
      measured({
        asked: { forbidPanic: stated(true) },
        artifact: { kind: 'lib', name: 'libpump.rlib', panics: ['core::panicking::panic'] },
      }),
    ],
    spares: [
      measured({ asked: { forbidPanic: stated(true) } }),
      measured({ artifact: { panics: ['core::panicking::panic'] } }),
      measured({ asked: { forbidPanic: stated(false) }, artifact: { panics: ['core::panicking::panic'] } }),
      measured({
        asked: { forbidPanic: stated(true) },
        artifact: { kind: 'test', panics: ['core::panicking::panic'] },
      }),
      measured({ asked: { forbidPanic: stated(true) }, artifact: { panics: null } }),
    ],
  },
});
