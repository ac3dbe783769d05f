import { runAction } from '../../../dist/assay.js';

await runAction('plan-targets');
