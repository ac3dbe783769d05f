import { runAction } from '../../../dist/assay.js';

await runAction('check-msrv');
