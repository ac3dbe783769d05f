import { VERSION } from '@assay/pipeline';

/**
 * The workflow that calls Assay's, for a workspace in this folder of the repository (`.` for the root). The README shows the
 * same text; a test holds the two together.
 */
export function callerWorkflow(folder: string): string {
  const inputs = folder === '.' ? '' : `    with:\n      working-directory: ${JSON.stringify(folder)}\n`;
  return `name: qualify

on:
  pull_request:
  merge_group:
  push:
    branches: [main]

permissions: {}

jobs:
  assay:
    permissions:
      contents: read # to check out the workspace
    uses: assay-rs/assay/.github/workflows/qualify.yml@v${VERSION}
${inputs}`;
}
