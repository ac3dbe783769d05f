import type { Clause } from '@assay/check';

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

/** Each SOUP item is identified by a unique designator (all classes). */
export const identifiedSoup: Clause = {
  standard: 'IEC 62304',
  clause: '8.1.2',
  confidence: 'read in a secondary source',
};

/** A qualified software component has an identity and a configuration. */
export const identifiedComponent: Clause = { standard: 'ISO 26262-8', clause: '12', confidence: 'from memory' };
