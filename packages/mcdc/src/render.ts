import type { Expression } from './expression.js';

/** Binds weaker than `&&` and `||`, or stands for more than it seems to at another place. */
const loose = /^(return|break|yield|if|match|loop|while|for|unsafe|async|const|move)\b|^[|{'#]|[^=!<>]=(?![=>])|\.\./;

/**
 * An expression in Rust: operands of another kind in parentheses, `c || (a && b)`, and chains without. `textOf` gives the text of
 * a condition, which is put in parentheses where it might be read otherwise at its new place.
 */
export function renderExpression(expression: Expression, textOf: (condition: number) => string): string {
  switch (expression.kind) {
    case 'condition':
      return textOf(expression.index);
    case 'not':
      return `!${renderNegated(expression.of, textOf)}`;
    default:
      return [expression.left, expression.right]
        .map((operand) => renderOperand(operand, expression.kind, textOf))
        .join(expression.kind === 'and' ? ' && ' : ' || ');
  }
}

function renderOperand(operand: Expression, kind: 'and' | 'or', textOf: (condition: number) => string): string {
  const text = renderExpression(operand, textOf);
  if (operand.kind === 'condition') return loose.test(text) && !/^let\b/.test(text) ? `(${text})` : text;
  return operand.kind === 'not' || operand.kind === kind ? text : `(${text})`;
}

/** Only a path, a call, a field or the like needs no parentheses behind `!`. */
function renderNegated(operand: Expression, textOf: (condition: number) => string): string {
  const text = renderExpression(operand, textOf);
  const isPlain = operand.kind === 'condition' ? /^\*?[\w.:!]+$/.test(withoutBrackets(text)) : operand.kind === 'not';
  return isPlain ? text : `(${text})`;
}

/** Without what stands in brackets, as long as they close: `a.get(0)` is `a.get`. */
function withoutBrackets(text: string): string {
  const shorter = text.replaceAll(/\([^()[\]]*\)|\[[^()[\]]*\]/g, '');
  return shorter === text ? text : withoutBrackets(shorter);
}
