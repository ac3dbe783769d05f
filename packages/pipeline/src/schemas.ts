import { type Json, Statement } from '@assay/evidence';
import { policyJsonSchema } from '@assay/policy';
import * as z from 'zod';
import { allChecks, policyTables } from './checks.js';

/** A JSON Schema by the file name it is published under. */
export interface PublishedSchema {
  file: string;
  schema: Json;
}

/** Every published schema: the policy, the statement, and the facts of each check with their version. */
export function publishedSchemas(): PublishedSchema[] {
  return [
    { file: 'assay.schema.json', schema: policyJsonSchema(policyTables) },
    { file: 'evidence-v1.schema.json', schema: z.toJSONSchema(Statement, { io: 'input' }) as Json },
    ...allChecks.map(({ name, facts, factsVersion }) => ({
      file: `facts-${name}-v${factsVersion}.schema.json`,
      schema: z.toJSONSchema(facts, { io: 'input' }) as Json,
    })),
  ];
}
