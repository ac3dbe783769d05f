import type { ReportingDescriptor } from 'sarif';
import { type Report, type RuleWords, sections } from './report.js';

/** SARIF's rule table, and where a rule stands in it. */
export interface RuleTable {
  rules: ReportingDescriptor[];
  /** Index of the rule that has this id now or had it once. */
  indexOf(id: string): number;
}

/** The rules of every check in the report, and those that only its findings name. */
export function ruleTable(report: Report): RuleTable {
  const known = report.checks.flatMap((check): readonly RuleWords[] => check.rules);
  const named = sections(report).flatMap(({ groups }) => groups.map(({ rule }) => rule));
  const byId = new Map([...known, ...named].map((rule) => [rule.id, rule]));
  const rules = [...byId.values()];
  const index = new Map(rules.flatMap(({ id, aliases = [] }, at) => [...aliases, id].map((name) => [name, at])));
  return { rules: rules.map(descriptor), indexOf: (id) => index.get(id) ?? -1 };
}

function descriptor({ id, aliases = [], title, why, repair, clauses = [], severity }: RuleWords): ReportingDescriptor {
  return {
    id,
    ...(aliases.length === 0 ? {} : { deprecatedIds: [...aliases] }),
    shortDescription: { text: title },
    ...textsOf(title, why, repair),
    defaultConfiguration: {
      level: severity === undefined || Object.values(severity).includes('error') ? 'error' : 'warning',
    },
    properties: {
      tags: [...new Set(clauses.map(({ standard }) => standard))],
      clauses: clauses.map(({ standard, clause, confidence }) => ({ standard, clause, confidence })),
    },
  };
}

/** Code scanning shows both texts and asks for them. Of a rule that this version does not know there is only the title to repeat. */
function textsOf(
  title: string,
  why: string = title,
  repair: string | undefined,
): Pick<ReportingDescriptor, 'fullDescription' | 'help'> {
  const [plain, marked] = repair === undefined ? ['', ''] : [`\n\nRepair: ${repair}`, `\n\n**Repair.** ${repair}`];
  return {
    fullDescription: { text: why, markdown: why },
    help: { text: `${why}${plain}`, markdown: `${why}${marked}` },
  };
}
