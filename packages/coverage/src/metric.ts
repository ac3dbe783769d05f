import * as z from 'zod';

/**
 * What coverage is measured in, the weakest criterion first: functions entered, statements run, outcomes that decisions
 * had, values that conditions took, conditions shown to affect their decision's outcome (MC/DC).
 */
export const Metric = z.enum(['function', 'statement', 'decision', 'condition', 'mcdc']);
export type Metric = z.infer<typeof Metric>;

/** All of them, in the order in which they are told. */
export const metrics = Metric.options;

/** What a metric counts, in the plural, and what it is called in a sentence. */
export const metricWords: Readonly<Record<Metric, { title: string; things: string }>> = {
  function: { title: 'function coverage', things: 'functions' },
  statement: { title: 'statement coverage', things: 'statements' },
  decision: { title: 'decision coverage', things: 'outcomes of decisions' },
  condition: { title: 'condition coverage', things: 'values of conditions' },
  mcdc: { title: 'MC/DC', things: 'conditions' },
};

/** The criteria that a criterion includes by its definition in the standards. Function coverage stands by itself. */
export const included: Readonly<Record<Metric, readonly Metric[]>> = {
  function: [],
  statement: [],
  decision: ['statement'],
  condition: ['statement', 'decision'],
  mcdc: ['statement', 'decision', 'condition'],
};
