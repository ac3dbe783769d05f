import { runAction } from '../../../dist/assay.js';

await runAction('verify-evidence');
