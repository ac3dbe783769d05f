/** One thing that is wrong with a policy, and what refuses it with all of them. */
export { type Mistake as Problem, refuse } from '@assay/evidence';
