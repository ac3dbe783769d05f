import * as z from 'zod';
import { type Metric, metrics } from './metric.js';

const percent = (description: string) => z.number().min(0).max(100).describe(description).optional();

/** Thresholds in percent. `branch` is ISO 26262's word for decision coverage. */
const Thresholds = z
  .strictObject({
    function: percent('Percent of the functions that must be entered.'),
    statement: percent('Percent of the statements that must run.'),
    decision: percent('Percent of the outcomes of decisions that must be had.'),
    branch: percent('The same as decision, as ISO 26262 calls it.'),
    condition: percent('Percent of the values of conditions that must be taken.'),
    mcdc: percent('Percent of the conditions that must be shown to affect the outcome of their decision.'),
  })
  .refine(({ branch, decision }) => branch === undefined || decision === undefined, {
    path: ['branch'],
    error: 'branch or decision, which are two names of one threshold, and not both',
  });
export type Thresholds = z.infer<typeof Thresholds>;

/** Where a record was made. */
export const RanOn = z.enum(['host', 'emulator', 'hardware']);
export type RanOn = z.infer<typeof RanOn>;

const pattern = (description: string) => z.string().min(1).describe(description);

const Run = z
  .strictObject({
    features: z
      .union([z.enum(['default', 'all', 'none']), z.array(z.string().min(1)).min(1)])
      .default('default')
      .describe('Features of this run: "default", "all", "none", or a list of features on top of the default ones.'),
    'default-features': z.boolean().default(true).describe('With a list of features: are the default ones on too?'),
  })
  .describe('One run of the tests.');
export type Run = z.infer<typeof Run>;

const Report = z
  .strictObject({
    file: pattern('LCOV, llvm-cov JSON or Cobertura, relative to the workspace root.'),
    'ran-on': RanOn.describe('Where the tests of this report ran: "host", "emulator" or "hardware".'),
    root: z
      .string()
      .min(1)
      .optional()
      .describe('The folder that the paths in it begin with, where it was made elsewhere.'),
  })
  .describe('A report that another tool made.');
export type ReportSource = z.infer<typeof Report>;

const Profiles = z
  .strictObject({
    profiles: z.array(pattern('A raw profile (.profraw), relative to the workspace root.')).min(1),
    objects: z.array(pattern('The object that ran, with its coverage map, relative to the workspace root.')).min(1),
    'ran-on': RanOn.describe('Where it ran: "host", "emulator" or "hardware".'),
    root: z
      .string()
      .min(1)
      .optional()
      .describe('The folder that the paths in it begin with, where it was built elsewhere.'),
  })
  .describe('Raw profiles of a target, with the objects that left them.');
export type ProfileSource = z.infer<typeof Profiles>;

/** The table `[coverage]` of assay.toml. */
export const CoverageSettings = z
  .strictObject({
    levels: z
      .record(z.string(), Thresholds)
      .default({})
      .describe('Thresholds by integrity level, in place of those that the level has by itself.'),
    members: z
      .record(z.string(), Thresholds)
      .default({})
      .describe('Thresholds of a member, in place of those of its level.'),
    'count-unmeasured-from': z
      .string()
      .min(1)
      .optional()
      .describe(
        'The lowest integrity level at which what could not be measured counts as missed. Default: ASIL C, SIL 3, Class C, DAL B.',
      ),
    exclude: z
      .array(pattern('Files that are not measured, as a glob from the workspace root: "xtask/**".'))
      .default([])
      .describe('Sources that are left out. Product code among them is a finding.'),
    runs: z
      .array(Run)
      .default([{ features: 'default', 'default-features': true }])
      .describe('Runs of the tests whose coverage is united. None: only reports and profiles count.'),
    runner: z
      .enum(['cargo', 'nextest'])
      .default('cargo')
      .describe('What runs the tests: "cargo" test, or "nextest", which gives every test a profile of its own.'),
    doctests: z.boolean().default(false).describe('Measure the examples in the documentation as well.'),
    timeout: z.int().positive().max(604_800).default(3600).describe('Seconds until a run of the tests is ended.'),
    reports: z
      .array(Report)
      .default([])
      .describe('Reports of other tools, whose records are united with those of the runs.'),
    profiles: z.array(Profiles).default([]).describe('Raw profiles that were brought from targets.'),
    base: z
      .string()
      .min(1)
      .regex(/^[^-]/, { error: 'a commit or a branch' })
      .optional()
      .describe('The commit against which changed code is told. Actions take it from the pull request.'),
  })
  .refine(({ runs, reports, profiles }) => runs.length + reports.length + profiles.length > 0, {
    path: ['runs'],
    error: 'at least one run where there are no reports and no profiles: nothing would be measured',
  });
export type CoverageSettings = z.infer<typeof CoverageSettings>;

/** A threshold of a table, and the key under which it stands there. */
export interface Threshold {
  key: string;
  percent: number;
}

/** The thresholds of a table by metric, `branch` under its other name. */
export function thresholdsOf(table: Thresholds | undefined): ReadonlyMap<Metric, Threshold> {
  const found = new Map<Metric, Threshold>();
  if (table === undefined) return found;
  for (const metric of metrics) {
    const key = metric === 'decision' && table.branch !== undefined ? 'branch' : metric;
    const value = table[key];
    if (value !== undefined) found.set(metric, { key, percent: value });
  }
  return found;
}
