import { publishedSchemas } from '../../packages/pipeline/build/src/index.js';

/** The JSON Schemas that are published: for editors, and for whoever reads evidence without Assay. */
export function schemas() {
  return publishedSchemas().map(({ file, schema }) => [`schema/${file}`, `${JSON.stringify(schema, null, 2)}\n`]);
}
