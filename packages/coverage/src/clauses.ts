import type { Clause } from '@assay/check';

/** Structural coverage at the software unit level. The table was not read in the standard. */
export const unitCoverage: Clause = {
  standard: 'ISO 26262-6',
  clause: '9.4.4, Table 9',
  confidence: 'read in a secondary source',
};

/** Structural coverage at the software architectural level: functions and calls. */
export const architectureCoverage: Clause = { standard: 'ISO 26262-6', clause: 'Table 12', confidence: 'from memory' };

/** Structural test coverage, by integrity level. */
export const dynamicTesting: Clause = {
  standard: 'IEC 61508-3',
  clause: 'Table B.2, row 7',
  confidence: 'read in a secondary source',
};

/** Test coverage for code. */
export const railwayCoverage: Clause = {
  standard: 'EN 50716',
  clause: 'Table A.21',
  confidence: 'read in a secondary source',
};

/** Objectives 5 to 7: MC/DC, decision and statement coverage. */
export const verificationOfVerification: Clause = {
  standard: 'DO-178C',
  clause: 'Table A-7, objectives 5 to 7',
  confidence: 'read in a secondary source',
};

/** Objectives 1 and 2: procedures and results of tests are right, and discrepancies are explained. */
export const testResults: Clause = {
  standard: 'DO-178C',
  clause: 'Table A-7, objectives 1 and 2',
  confidence: 'from memory',
};

/** Unit verification gives evidence that the unit does what its design says. */
export const unitVerification: Clause = { standard: 'ISO 26262-6', clause: '9.4', confidence: 'from memory' };
