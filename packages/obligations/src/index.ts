export type { Grammar } from './grammar.js';
export { openGrammar } from './grammar.js';
export { normalisedText, normaliser } from './normalise.js';
export type * from './obligation.js';
export { obligationsOf } from './obligations.js';
export type { Point, Span } from './place.js';
export { endOf, holds, isBefore, isSame } from './place.js';
export type { Probes, Segment } from './probes.js';
export { countOf } from './probes.js';
