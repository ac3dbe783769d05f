import type { Action, Result } from '@assay/action-kit';

/** The world, as the action is given it. */
export type Host = Parameters<Action['run']>[1];

/** What came of verifying one kind of evidence: an output that has no sense for it is empty. */
export type Verifying = Promise<Result<'bundle' | 'digest' | 'expires'>>;
