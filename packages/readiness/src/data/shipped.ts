import { changesOf, formerNames, laterNameOf, newestKnown } from './changes.js';
import { vendorsOf } from './vendors.js';

/** What a readiness record takes from the data that ships with Assay. */
export const shippedKnowledge = { changesOf, formerNames, laterNameOf, newestKnown, vendorsOf };
