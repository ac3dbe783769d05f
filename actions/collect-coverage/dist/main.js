import { runAction } from '../../../dist/assay.js';

await runAction('collect-coverage');
