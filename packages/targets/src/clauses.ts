import type { Clause } from '@assay/check';

/*
 * None of these was read in a standard itself. That a clause bears on a compilation target is Assay's inference wherever it says so.
 */

/** What is run should correspond to the target as closely as it can, and the differences be looked at. */
export const targetEnvironment: Clause = { standard: 'ISO 26262-6', clause: '9.4.5', confidence: 'from memory' };

/** Tests run in, or close to, the environment of the target computer. */
export const testEnvironment: Clause = { standard: 'DO-178C', clause: '6.4.1', confidence: 'from memory' };

/** Objective 5: the executable object code is compatible with the target computer. */
export const targetCompatibility: Clause = {
  standard: 'DO-178C',
  clause: 'Table A-6, objective 5',
  confidence: 'from memory',
};

/** Objectives 1 and 3: the executable object code does what the requirements say, as its tests show. */
export const objectCodeTests: Clause = {
  standard: 'DO-178C',
  clause: 'Table A-6, objectives 1 and 3',
  confidence: 'from memory',
};

/** Confidence in a tool rests on who tests it, and a target's tier says what of the compiler is tested for it. */
export const toolConfidence: Clause = { standard: 'ISO 26262-8', clause: '11', confidence: 'inferred' };

/** Somebody is responsible, and is known to be. */
export const responsibility: Clause = { standard: 'ISO 26262-2', clause: '6.4.2', confidence: 'from memory' };

/** A language subset leaves out what the project must not use; a promise to do without panics, or without std, is one. */
export const languageSubset: Clause = { standard: 'ISO 26262-6', clause: 'Table 1', confidence: 'inferred' };
