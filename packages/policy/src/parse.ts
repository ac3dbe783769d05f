import { type Deviation, type DeviationScope, type Place, UserError } from '@assay/evidence';
import { parseToml, type TomlDocument } from '@assay/toml';
import { type IntegrityLevel, standards } from './level.js';
import { didYouMean } from './nearest.js';
import type { Policy, Stated } from './policy.js';
import { type Problem, refuse } from './problem.js';
import { type PolicyDocument, type PolicyTable, policySchema } from './schema.js';
import { shapeProblems } from './shape.js';

export interface ParseOptions {
  /** The policy's path, for messages and evidence. */
  path: string;
  /** The tables that the checks bring. */
  tables: readonly PolicyTable[];
  /** Every rule id, so that a deviation can be checked to name one. */
  rules: readonly string[];
  /** The releases that baselines may be named by. */
  baselines: ReadonlyMap<string, string>;
}

/** 1 MiB of text: no policy that people write by hand comes near it. */
export const POLICY_LIMIT = 1024 * 1024;

/** Tables of checks that are planned. Refused by name, so that nobody believes that they were heeded. */
const plannedTables = ['coverage', 'targets', 'dependencies', 'interop', 'lints', 'upgrade'];

/**
 * Reads assay.toml. Throws UserError with every problem: place, what is wrong, what was expected, the nearest known word. A
 * deviation that has expired is none of them: that depends on the day, and is a finding of the check `policy`.
 */
export function parsePolicy(text: string, options: ParseOptions): Policy {
  const { path, tables } = options;
  refuseSize(text, path);
  const document = parseToml(text, path);
  refuse(planned(document, tables));
  const parsed = policySchema(tables).safeParse(document.value);
  if (!parsed.success) {
    refuse(shapeProblems(parsed.error, document, tables));
    throw parsed.error;
  }
  const reader = new Reader(document, parsed.data, options);
  const policy = reader.read(text);
  refuse(reader.problems);
  return policy;
}

function refuseSize(text: string, path: string): void {
  if (text.trim() === '') {
    throw new UserError('the policy is empty', {
      at: { path, line: 1 },
      remedy: 'assay init, in a workspace without one, shows what belongs in it',
    });
  }
  if (Buffer.byteLength(text) > POLICY_LIMIT) {
    throw new UserError('the policy is larger than 1 MiB', {
      at: { path },
      remedy: 'name the right file with --policy',
    });
  }
}

function planned(document: TomlDocument, tables: readonly PolicyTable[]): Problem[] {
  return plannedTables
    .filter((name) => name in document.value && !tables.some((table) => table.name === name))
    .map((name) => ({
      at: document.placeOf([name]),
      message: `[${name}] is not yet supported`,
      remedy: 'remove it: this version of Assay does not have the check, and ignores nothing',
    }));
}

/** Gives the document its meaning, and gathers what has none. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #document: TomlDocument;
  readonly #data: PolicyDocument & Record<string, unknown>;
  readonly #options: ParseOptions;

  constructor(document: TomlDocument, data: PolicyDocument & Record<string, unknown>, options: ParseOptions) {
    this.#document = document;
    this.#data = data;
    this.#options = options;
  }

  read(text: string): Policy {
    const { project, levels = {} } = this.#data;
    const { path, tables } = this.#options;
    return {
      path,
      text,
      project,
      level: this.#level(project.level, ['project', 'level']),
      levels: new Map(Object.entries(levels).map(([member, name]) => [member, this.#level(name, ['levels', member])])),
      baseline: this.#baseline(),
      settings: new Map(tables.map(({ name, schema }) => [name, this.#data[name] ?? schema.parse({})])),
      deviations: this.#deviations(),
      placeOf: (keys) => this.#document.placeOf(keys),
    };
  }

  #level(name: string, keys: readonly string[]): Stated<IntegrityLevel> {
    const at = this.#document.placeOf(keys);
    const { standard } = this.#data.project;
    const known = standards[standard] ?? [];
    const level = known.find((candidate) => candidate.name === name);
    if (level !== undefined) return { value: level, at };
    const names = known.map((candidate) => candidate.name);
    this.#report(
      at,
      `${standard} knows no level ${JSON.stringify(name)}${didYouMean(name, names)}`,
      `its levels are ${names.join(', ')}`,
    );
    return { value: { name, rank: 'highest' }, at };
  }

  #baseline(): Policy['baseline'] {
    const { rust, name, crates = {} } = this.#data.baseline;
    const own = Object.entries(crates).map(([member, value]) => {
      return [member, { value, at: this.#document.placeOf(['baseline', 'crates', member]) }] as const;
    });
    return { rust: this.#release(rust, name), ...(name === undefined ? {} : { name }), crates: new Map(own) };
  }

  #release(rust: string | undefined, name: string | undefined): Stated<string> {
    const at = this.#document.placeOf(['baseline', rust === undefined ? 'name' : 'rust']);
    if (rust !== undefined && name === undefined) return { value: rust, at };
    const { baselines } = this.#options;
    const named = name === undefined ? undefined : baselines.get(name);
    if (name === undefined || rust !== undefined) {
      this.#report(
        at,
        '[baseline] needs exactly one of rust and name',
        'state a release, rust = "1.85.0", or the name of a baseline',
      );
    } else if (named === undefined) {
      const known = [...baselines.keys()];
      this.#report(
        at,
        `there is no baseline ${JSON.stringify(name)}${didYouMean(name, known)}`,
        `known: ${known.join(', ')}; or state a release with rust`,
      );
    }
    return { value: named ?? '0.0.0', at };
  }

  #deviations(): Deviation[] {
    const seen = new Map<string, Place>();
    return (this.#data.deviation ?? []).map((each, index) => {
      const at = this.#document.placeOf(['deviation', index]);
      const place = (key: string) => this.#document.placeOf(['deviation', index, key]);
      this.#checkUnique(each.id, place('id'), seen);
      this.#checkRule(each.rule, place('rule'));
      this.#checkScope(each.scope, place('scope'));
      const { id, rule, scope, rationale, expires } = each;
      return { id, rule, scope: scope as DeviationScope, rationale, approvedBy: each['approved-by'], expires, at };
    });
  }

  #checkUnique(id: string, at: Place, seen: Map<string, Place>): void {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    else
      this.#report(
        at,
        `deviation ${JSON.stringify(id)} stands at line ${first.line} already`,
        'give each an id of its own',
      );
  }

  #checkRule(rule: string, at: Place): void {
    const { rules } = this.#options;
    if (rules.includes(rule)) return;
    this.#report(
      at,
      `there is no rule ${JSON.stringify(rule)}${didYouMean(rule, rules)}`,
      'assay explain lists them all',
    );
  }

  #checkScope({ version: _, ...kinds }: PolicyScope, at: Place): void {
    const named = Object.keys(kinds);
    if (named.length === 1) return;
    const found = named.length === 0 ? 'nothing' : named.join(' and ');
    this.#report(at, `the scope names ${found}`, 'name exactly one of workspace, package, target, file, item');
  }

  #report(at: Place, message: string, remedy: string): void {
    this.problems.push({ at, message, remedy });
  }
}

type PolicyScope = NonNullable<PolicyDocument['deviation']>[number]['scope'];
