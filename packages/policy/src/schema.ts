import type { Json } from '@assay/evidence';
import { type ZodType, z } from 'zod';
import { standards } from './level.js';

/** A check's own table of assay.toml. */
export interface PolicyTable {
  name: string;
  schema: ZodType;
}

const text = (description: string) => z.string().min(1).describe(description);

/** Three numbers and nothing else: a baseline must name one compiler. */
const ExactRelease = z
  .string()
  .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, { error: 'an exact Rust release such as "1.85.0"' });

const ProjectTable = z
  .strictObject({
    name: text('The project, as evidence names it.'),
    standard: z
      .enum(Object.keys(standards) as [string, ...string[]])
      .describe('The safety standard, as it calls itself.'),
    level: text(
      'The integrity level of every workspace member that [levels] does not name, as the standard writes it.',
    ),
  })
  .describe('What is qualified, and to which standard and integrity level.');

const LevelsTable = z
  .record(z.string(), z.string().min(1))
  .describe('Workspace members with an integrity level of their own.');

const BaselineTable = z
  .strictObject({
    rust: ExactRelease.optional().describe('The Rust release that everything must compile with.'),
    name: text('A named baseline instead of a release, such as "ferrocene-26.05".').optional(),
    crates: z.record(z.string(), ExactRelease).optional().describe('Workspace members with a baseline of their own.'),
  })
  .describe('The Rust release that every locked package is held against.');

const ScopeTable = z
  .strictObject({
    workspace: text('The workspace, by name.').optional(),
    package: text('A package, by name.').optional(),
    target: text('A target triple.').optional(),
    file: text('A file, relative to the workspace root.').optional(),
    item: text('A named thing: a known problem, an environment variable.').optional(),
    version: text('Only this version of it.').optional(),
  })
  .describe('What the deviation covers: exactly one of workspace, package, target, file, item.');

const DeviationTable = z
  .strictObject({
    id: text('A unique name, for example the number of the change request.'),
    rule: text('The rule whose finding is permitted, such as "msrv/above-baseline".'),
    scope: ScopeTable,
    rationale: text('Why the finding may stand.'),
    'approved-by': text('Who approved it.'),
    expires: z.iso.date({ error: 'a date such as 2027-03-31' }).describe('The last day on which it holds.'),
  })
  .describe('A recorded, approved, expiring permission for a finding.');

const coreTables = {
  project: ProjectTable,
  levels: LevelsTable.optional(),
  baseline: BaselineTable,
  deviation: z.array(DeviationTable).optional().describe('Permissions for findings.'),
};
const CoreTables = z.strictObject(coreTables);

/** assay.toml without the tables of checks. */
export type PolicyDocument = z.infer<typeof CoreTables>;

/** assay.toml as a whole: the core's tables and those that the checks bring. */
export function policySchema(tables: readonly PolicyTable[]): ZodType<PolicyDocument & Record<string, unknown>> {
  const own = Object.fromEntries(tables.map(({ name, schema }) => [name, schema.optional()]));
  return z.strictObject({ ...coreTables, ...own }) as unknown as ZodType<PolicyDocument & Record<string, unknown>>;
}

/** The JSON Schema of assay.toml, for editors. */
export function policyJsonSchema(tables: readonly PolicyTable[]): Json {
  const schema = z.toJSONSchema(policySchema(tables), { io: 'input' }) as { [key: string]: Json };
  return {
    ...schema,
    title: 'assay.toml',
    description: 'The policy of Assay, the qualification CI for safety-critical Rust.',
  };
}
