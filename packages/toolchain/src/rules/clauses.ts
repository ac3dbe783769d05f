import type { Clause } from '@assay/check';

/** The tool is used in the environment and configuration that its evaluation or qualification speaks of. */
export const evaluatedEnvironment: Clause = {
  standard: 'ISO 26262-8',
  clause: '11.4.3',
  confidence: 'read in a secondary source',
};

/** A changed development environment, a compiler or its options among it, is assessed before reuse. */
export const changedEnvironment: Clause = {
  standard: 'DO-178C',
  clause: '12.1',
  confidence: 'read in a secondary source',
};

/** Software of unknown provenance is named by title, manufacturer and unique designator; std and core are such software. */
export const uniqueDesignator: Clause = {
  standard: 'IEC 62304',
  clause: '8.1.2',
  confidence: 'read in a secondary source',
};

/** The published list of anomalies is reviewed (classes B and C). */
export const anomalyList: Clause = {
  standard: 'IEC 62304',
  clause: '7.1.3',
  confidence: 'read in a secondary source',
};
