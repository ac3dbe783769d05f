import type { SourceNote } from '@assay/check';
import type { ConditionFact, DecisionFact, FileFact } from '../facts.js';
import { functionWords, lack, outcomeWords, statementWords } from '../lacks.js';
import { statesOf } from './spans.js';

/**
 * What marks cannot say: why something is unknown, what a decision lacks, and what a justification has to name. By
 * line.
 */
export function notesOf(file: FileFact): SourceNote[] {
  const notes = [...statementNotes(file), ...functionNotes(file), ...file.decisions.flatMap(decisionNotes)];
  return notes.sort((a, b) => a.line - b.line);
}

/** Why statements could not be measured, each reason once a line. */
function statementNotes({ statements }: FileFact): SourceNote[] {
  const notes = new Map<string, SourceNote>();
  for (const { from, state, why } of statements) {
    if (why === undefined || state === 'covered') continue;
    const title = lack(statementWords, state, why);
    notes.set(`${from[0]} ${title}`, { line: from[0], title, text: [] });
  }
  return [...notes.values()];
}

/** What a justification of a function has to name, where anything in it was not reached. */
function functionNotes({ path, functions, statements, decisions }: FileFact): SourceNote[] {
  const lacking = new Set([
    ...statements.filter(({ state }) => state !== 'covered').map((statement) => statement.in),
    ...decisions.filter(lacksAnything).map((decision) => decision.in),
  ]);
  return functions.flatMap(({ name, from, state, why, digest }, index) => {
    if (state === 'covered' && !lacking.has(index)) return [];
    const title =
      state === 'covered' ? `${name} was entered, and not all of it reached` : lack(functionWords(name), state, why);
    const item = JSON.stringify(`${path}::${name}`);
    return [
      {
        line: from[0],
        title,
        text: [`to justify what no test can reach: scope = { item = ${item}, version = "${digest}" }`],
      },
    ];
  });
}

/**
 * The outcomes that a decision did not have, the situations that are missing, and the truth table. It stands at the
 * first condition that lacks something. Of a decision without conditions, and of a single condition, the marks say all
 * of it.
 */
function decisionNotes(decision: DecisionFact): SourceNote[] {
  const { kind, from, outcomes, conditions, rewriting } = decision;
  if (conditions.length === 0 || !lacksAnything(decision)) return [];
  if (conditions.length === 1 && conditions.some(lacksPart)) return [];
  const text = [
    ...outcomes.flatMap(({ name, state, why }) =>
      state === 'covered' ? [] : [lack(outcomeWords(kind, name), state, why)],
    ),
    ...conditions.flatMap(({ text: condition, needs }) => (needs === undefined ? [] : [`${condition}: ${needs}`])),
    ...(rewriting === undefined ? [] : [`MC/DC can be proved of: ${rewriting}`]),
  ];
  const table = tableOf(decision);
  if (text.length === 0 && table === undefined) return [];
  const line = (conditions.find(lacksPart)?.from ?? from)[0];
  return [{ line, title: `${kind}: what is missing`, text, ...(table === undefined ? {} : { table }) }];
}

function tableOf({ conditions, table }: DecisionFact): SourceNote['table'] {
  if (table === undefined) return undefined;
  return {
    columns: [...conditions.map(({ text }) => text), 'outcome', 'executed'],
    rows: table.map(({ values, outcome, executed }) => [...values, outcome === 'true' ? 'T' : 'F', executed]),
  };
}

function lacksAnything({ outcomes, conditions }: DecisionFact): boolean {
  return outcomes.some(({ state }) => state !== 'covered') || conditions.some(lacksPart);
}

function lacksPart(condition: ConditionFact): boolean {
  return statesOf(condition).some((state) => state !== 'covered');
}
