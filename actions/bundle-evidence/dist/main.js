import { runAction } from '../../../dist/assay.js';

await runAction('bundle-evidence');
