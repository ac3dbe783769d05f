import { didYouMean, type Mistake, type Place } from '@assay/evidence';
import type { KeyPath, TomlDocument } from '@assay/toml';
import { levelNames } from './level.js';
import { scopeKinds } from './schema.js';

/** What the policy's words are held against. */
export interface Vocabulary {
  rules: readonly string[];
  disposedRules?: readonly string[];
  baselines: ReadonlyMap<string, string>;
}

/**
 * What no schema can say: levels that the standard does not know, baselines without one release, deviations that are named twice,
 * permit no rule, or cover nothing. Reads the document as it stands and passes over whatever has the wrong shape, so that
 * one misspelt key hides no other problem.
 */
export function meaningMistakes({ value, placeOf }: TomlDocument, vocabulary: Vocabulary): Mistake[] {
  const deviations = Array.isArray(value.deviation) ? value.deviation.map(table) : [];
  return [
    ...levelMistakes(table(value.project), table(value.levels), placeOf),
    ...baselineMistakes(value.baseline, placeOf, vocabulary.baselines),
    ...repeatedIds(deviations, placeOf),
    ...deviations.flatMap((deviation, index) => [
      ...ruleMistakes(deviation.rule, placeOf(['deviation', index, 'rule']), vocabulary.rules),
      ...dispositionMistakes(deviation, placeOf(['deviation', index]), vocabulary.disposedRules),
      ...scopeMistakes(deviation.scope, placeOf(['deviation', index, 'scope'])),
      ...approvalMistakes(deviation, index, placeOf(['deviation', index])),
    ]),
  ];
}

type PlaceOf = (keys: KeyPath) => Place;
type Table = Readonly<Record<string, unknown>>;

function levelMistakes(project: Table, levels: Table, placeOf: PlaceOf): Mistake[] {
  const { standard } = project;
  const known = typeof standard === 'string' ? levelNames(standard) : [];
  if (known.length === 0) return [];
  const stated: [unknown, KeyPath][] = [
    [project.level, ['project', 'level']],
    ...Object.entries(levels).map(([member, level]): [unknown, KeyPath] => [level, ['levels', member]]),
  ];
  return stated.flatMap(([level, keys]) =>
    typeof level !== 'string' || level === '' || known.includes(level)
      ? []
      : {
          at: placeOf(keys),
          message: `${standard} knows no level ${JSON.stringify(level)}${didYouMean(level, known)}`,
          remedy: `its levels are ${known.join(', ')}`,
        },
  );
}

function baselineMistakes(baseline: unknown, placeOf: PlaceOf, baselines: Vocabulary['baselines']): Mistake[] {
  if (!isTable(baseline)) return [];
  const { rust, name } = baseline;
  if ((rust === undefined) === (name === undefined)) {
    return [
      {
        at: placeOf(['baseline', 'name']),
        message: '[baseline] needs exactly one of rust and name',
        remedy: 'state a release, rust = "1.85.0", or the name of a baseline',
      },
    ];
  }
  if (typeof name !== 'string' || name === '' || baselines.has(name)) return [];
  const known = [...baselines.keys()];
  return [
    {
      at: placeOf(['baseline', 'name']),
      message: `there is no baseline ${JSON.stringify(name)}${didYouMean(name, known)}`,
      remedy: `known: ${known.join(', ')}; or state a release with rust`,
    },
  ];
}

function repeatedIds(deviations: readonly Table[], placeOf: PlaceOf): Mistake[] {
  const first = new Map<unknown, Place>();
  return deviations.flatMap(({ id }, index) => {
    const at = placeOf(['deviation', index, 'id']);
    const earlier = first.get(id);
    if (typeof id !== 'string' || earlier === undefined) {
      first.set(id, at);
      return [];
    }
    return {
      at,
      message: `deviation ${JSON.stringify(id)} stands at line ${earlier.line} already`,
      remedy: 'give each an id of its own',
    };
  });
}

function ruleMistakes(rule: unknown, at: Place, rules: readonly string[]): Mistake[] {
  if (typeof rule !== 'string' || rule === '' || rules.includes(rule)) return [];
  const message = `there is no rule ${JSON.stringify(rule)}${didYouMean(rule, rules)}`;
  return [{ at, message, remedy: 'assay explain lists them all' }];
}

/** That a known problem may stand is no answer yet to the question whether it concerns the project. */
function dispositionMistakes(
  { rule, disposition }: Table,
  at: Place,
  disposedRules: readonly string[] = [],
): Mistake[] {
  if (disposition !== undefined || typeof rule !== 'string' || !disposedRules.includes(rule)) return [];
  return [
    {
      at,
      message: `a deviation of ${rule} says how the problem stands to the project, and this one does not`,
      remedy: 'add disposition = "affected", "not affected" or "mitigated"; the rationale says why',
    },
  ];
}

/** A deviation that nobody approved is a request, and says whose. */
function approvalMistakes(deviation: Table, index: number, at: Place): Mistake[] {
  if ('approved-by' in deviation || 'requested-by' in deviation) return [];
  return [
    {
      at,
      message: `deviation ${index + 1}, approved-by is missing`,
      remedy: 'say who approved it, or with requested-by who asks for it: until it is approved it permits nothing',
    },
  ];
}

function scopeMistakes(scope: unknown, at: Place): Mistake[] {
  const known: readonly string[] = [...scopeKinds, 'version'];
  // An unknown key has been named already, and may be the one that is missing.
  if (!isTable(scope) || Object.keys(scope).some((key) => !known.includes(key))) return [];
  const named = scopeKinds.filter((kind) => kind in scope);
  if (named.length === 1) return [];
  const found = named.length === 0 ? 'nothing' : named.join(' and ');
  return [{ at, message: `the scope names ${found}`, remedy: `name exactly one of ${scopeKinds.join(', ')}` }];
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The table, or an empty one in place of anything else. */
function table(value: unknown): Table {
  return isTable(value) ? value : {};
}
