import { Disposition, type Json } from '@assay/evidence';
import * as z from 'zod';
import { levelNames, standards } from './level.js';

/** A check's own table of assay.toml. */
export interface PolicyTable {
  name: string;
  schema: z.ZodType;
}

/** What a scope may name. Exactly one of them. */
export const scopeKinds = ['workspace', 'package', 'target', 'file', 'item'] as const;

/** One line with a letter or a digit on it: what is only spaces, dashes or characters that nobody sees names and approves nothing. */
const line = (description: string) =>
  z
    .string()
    .regex(/^[^\p{Cc}\p{L}\p{N}]*[\p{L}\p{N}][^\p{Cc}]*$/u, { error: 'a line of text' })
    .describe(description);

/** Any text with a letter or a digit in it. */
const text = (description: string) =>
  z
    .string()
    .regex(/[\p{L}\p{N}]/u, { error: 'some text' })
    .describe(description);

/** Three numbers and nothing else: a baseline must name one compiler. */
const release = (description: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}(\.(0|[1-9]\d{0,8})){2}$/, { error: 'an exact Rust release such as "1.85.0"' })
    .describe(description);

/** A level of any standard, for editors to offer. Which ones the project's standard knows is checked with its own words. */
const level = (description: string) =>
  line(description).meta({ enum: [...new Set(Object.keys(standards).flatMap(levelNames))] });

/** JSON Schema's way to say that exactly one of these keys stands there. */
const exactlyOne = (keys: readonly string[]) => ({ oneOf: keys.map((key) => ({ required: [key] })) });

const ProjectTable = z
  .strictObject({
    name: line('The project, as evidence names it.'),
    standard: z
      .enum(Object.keys(standards) as [string, ...string[]])
      .describe('The safety standard, as it calls itself.'),
    level: level(
      'The integrity level of every workspace member that [levels] does not name, as the standard writes it.',
    ),
    'keep-until': z.iso
      .date({ error: 'a date such as 2041-12-31' })
      .describe(
        'The last day until which evidence must be kept: the end of the product’s life, or what a contract says.',
      )
      .optional(),
  })
  .describe('What is qualified, and to which standard and integrity level.');

const LevelsTable = z
  .record(z.string(), level('The integrity level of this member.'))
  .describe('Workspace members with an integrity level of their own.');

const BaselineTable = z
  .strictObject({
    rust: release('The Rust release that everything must compile with.').optional(),
    name: line('A named baseline instead of a release, such as "ferrocene-26.05".').optional(),
    crates: z
      .record(z.string(), release('The Rust release that this member must compile with.'))
      .describe('Workspace members with a baseline of their own.')
      .optional(),
  })
  .describe('The Rust release that every locked package is held against.')
  .meta(exactlyOne(['rust', 'name']));

const ScopeTable = z
  .strictObject({
    workspace: line('The workspace, by name.').optional(),
    package: line('A package, by name.').optional(),
    target: line('A target triple.').optional(),
    file: line('A file, relative to the workspace root.').optional(),
    item: line('A named thing: a known problem, an environment variable.').optional(),
    version: line('Only this version of it.').optional(),
  } satisfies Record<(typeof scopeKinds)[number] | 'version', z.ZodType>)
  .describe(`What the deviation covers: exactly one of ${scopeKinds.join(', ')}.`)
  .meta(exactlyOne(scopeKinds));

const DeviationTable = z
  .strictObject({
    id: line('A unique name, for example the number of the change request.'),
    rule: line('The rule whose finding is permitted, such as "msrv/above-baseline".'),
    scope: ScopeTable,
    disposition: Disposition.describe(
      'How the finding stands to the project; what an upgrade board is shown of a known problem.',
    ).optional(),
    rationale: text('Why the finding may stand.'),
    'requested-by': line('Who asks for it. Without an approver it is a request, and permits nothing.').optional(),
    'approved-by': line('Who approved it.').optional(),
    expires: z.iso.date({ error: 'a date such as 2027-03-31' }).describe('The last day on which it holds.'),
  })
  .describe('A recorded, approved, expiring permission for a finding, or the request for one.')
  .meta({ anyOf: [{ required: ['approved-by'] }, { required: ['requested-by'] }] });

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
export function policySchema(tables: readonly PolicyTable[]): z.ZodType<PolicyDocument & Record<string, unknown>> {
  const own = Object.fromEntries(tables.map(({ name, schema }) => [name, schema.optional()]));
  return z.strictObject({ ...coreTables, ...own }) as unknown as z.ZodType<PolicyDocument & Record<string, unknown>>;
}

/**
 * The JSON Schema of assay.toml, for editors: draft 7, the newest that Taplo, the language server behind most editors' TOML support,
 * knows. TOML's dates are strings to it.
 */
export function policyJsonSchema(tables: readonly PolicyTable[]): Json {
  const schema = z.toJSONSchema(policySchema(tables), { io: 'input', target: 'draft-7' }) as { [key: string]: Json };
  return {
    ...schema,
    title: 'assay.toml',
    description: 'The policy of Assay, the qualification CI for safety-critical Rust.',
  };
}
