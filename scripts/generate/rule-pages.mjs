import { allChecks } from '../../packages/pipeline/build/src/index.js';
import { standards } from '../../packages/policy/build/src/index.js';
import { explainRule } from '../../packages/report/build/src/index.js';

const note = '<!-- Generated from the rule by npm run generate. -->\n';

/** A page for each rule, and the index of them all. */
export function rulePages() {
  const rules = allChecks.flatMap((check) => check.rules);
  const pages = rules.map((rule) => [`docs/rules/${rule.id}.md`, `${note}${explainRule(rule, standards)}`]);
  return [['docs/rules/README.md', index()], ...pages];
}

function index() {
  const sections = allChecks.map(({ name, question, rules }) => {
    const rows = rules.map(({ id, title }) => `| [\`${id}\`](${id}.md) | ${title} |`);
    return `## ${name}\n\n${question}\n\n| rule | fault |\n|---|---|\n${rows.join('\n')}\n`;
  });
  return `${note}# Rules\n\n${sections.join('\n')}`;
}
