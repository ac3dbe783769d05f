import { runPost } from '../../../dist/assay.js';

await runPost('verify-toolchain');
