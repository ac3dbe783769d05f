import { type DecisionAnalysis, renderExpression, reorderedToTree } from '@assay/mcdc';
import type { BooleanDecision } from '@assay/obligations';
import type { DecisionFact } from '../facts.js';
import { inOneLine } from './place.js';

/** An equivalent decision of which MC/DC can be proved, where something is open because this one is no tree. */
export function rewritingOf(
  { expression, conditions }: BooleanDecision,
  analysis: DecisionAnalysis | undefined,
): Pick<DecisionFact, 'rewriting'> {
  // A pattern binds what later conditions use: it cannot be moved.
  if (analysis === undefined || conditions.some(({ kind }) => kind === 'pattern')) return {};
  const isOpen = analysis.conditions.some(({ verdict }) => verdict.kind === 'not provable');
  if (!isOpen || analysis.isTree) return {};
  const reordered = reorderedToTree(expression);
  if (reordered === undefined || reordered.moved.length === 0) {
    return { rewriting: 'nested ifs, of which each has one chain of && or ||' };
  }
  const text = renderExpression(reordered.expression, (index) => inOneLine(conditions[index]?.text ?? ''));
  return { rewriting: `${text}, where the order of evaluation does not matter` };
}
