import type { Clause } from './rule.js';

/*
 * The clauses that rules of more than one check refer to, each stated once. None was read in a standard itself: `confidence` says how it
 * is known, and every page that shows a clause shows that.
 */

/** The tool must be used as it was evaluated: a package that needs a newer compiler leaves that environment. */
export const evaluatedTool: Clause = {
  standard: 'ISO 26262-8',
  clause: '11.4.2, 11.4.3',
  confidence: 'read in a secondary source',
};

/** A changed development environment needs an assessment before software is reused. */
export const changedEnvironment: Clause = {
  standard: 'DO-178C',
  clause: '12.1',
  confidence: 'read in a secondary source',
};

/** The software and hardware that a SOUP item needs are specified (classes B and C). */
export const neededBySoup: Clause = {
  standard: 'IEC 62304',
  clause: '5.3.4',
  confidence: 'read in a secondary source',
};

/** Each SOUP item is identified by a unique designator (all classes); std and core are such items. */
export const identifiedSoup: Clause = {
  standard: 'IEC 62304',
  clause: '8.1.2',
  confidence: 'read in a secondary source',
};

/** A qualified software component has an identity and a configuration. */
export const identifiedComponent: Clause = { standard: 'ISO 26262-8', clause: '12', confidence: 'from memory' };

/** The tool is used in the environment and configuration that its evaluation or qualification speaks of. */
export const evaluatedEnvironment: Clause = {
  standard: 'ISO 26262-8',
  clause: '11.4.3',
  confidence: 'read in a secondary source',
};

/** The published list of anomalies is reviewed (classes B and C). */
export const anomalyList: Clause = {
  standard: 'IEC 62304',
  clause: '7.1.3',
  confidence: 'read in a secondary source',
};

/** Where the idea of a recorded, approved and limited permission comes from. */
export const deviationRecords: Clause = {
  standard: 'MISRA Compliance:2020',
  clause: 'deviations: each has a record, a rationale and an approval, and covers no more than it says',
  confidence: 'from memory',
};
