export { treeAhead } from '@assay/toolchain/tree-ahead';
