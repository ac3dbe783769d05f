import { runAction } from '../../../dist/assay.js';

await runAction('gate-target');
