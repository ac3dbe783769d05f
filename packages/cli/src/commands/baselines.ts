import { exitStatus, UserError, utcDay } from '@assay/evidence';
import { didYouMean } from '@assay/policy';
import {
  type Baseline,
  baselineNamed,
  baselines,
  type CommonRelease,
  type NamingObstacle,
  namingObstacle,
  newestCommonRelease,
  type Support,
  supportOf,
} from '@assay/rust';
import { textTable } from '../table.js';
import type { Context } from '../terminal.js';

export interface BaselinesOptions {
  format: 'human' | 'json';
}

/**
 * `assay msrv baselines [NAME...]`: the baselines that have a name, or those that are asked for and the newest release that all of them
 * have. Throws UserError for a name that is not known. Without an exact release of one of them nothing is established: exit status 2.
 */
export async function baselinesCommand(
  { host, terminal }: Pick<Context, 'host' | 'terminal'>,
  names: readonly string[],
  { format }: BaselinesOptions,
): Promise<number> {
  const day = utcDay(host.world('.').clock.now());
  const asked = names.length === 0 ? baselines : [...new Set(names)].map(known);
  const rows = asked.map((baseline) => ({ baseline, support: supportOf(baseline, day) }));
  const common = names.length === 0 ? undefined : commonTo(asked);
  terminal.print(format === 'json' ? inJson(rows, common) : inWords(rows, common));
  return common !== undefined && 'without' in common ? exitStatus['no-verdict'] : exitStatus.pass;
}

/** A baseline as it stands today. */
interface Row {
  baseline: Baseline;
  support: Support;
}

/** The newest release in common, or the baselines without an exact one. */
type Common = CommonRelease | { without: Baseline[] };

function known(name: string): Baseline {
  const baseline = baselineNamed(name);
  if (baseline !== undefined) return baseline;
  const names = baselines.map(({ id }) => id);
  throw new UserError(`there is no baseline ${JSON.stringify(name)}${didYouMean(name, names)}`, {
    remedy: 'assay msrv baselines lists them all',
  });
}

function commonTo(asked: readonly Baseline[]): Common | undefined {
  const without = asked.filter((baseline) => namingObstacle(baseline) !== undefined);
  return without.length > 0 ? { without } : newestCommonRelease(asked.map(({ id }) => id));
}

function inJson(rows: readonly Row[], common: Common | undefined): string {
  const listed = rows.map(({ baseline, support }) => ({
    ...baseline,
    support,
    namingObstacle: namingObstacle(baseline) ?? null,
  }));
  const commonRelease = common === undefined || 'without' in common ? null : common;
  return JSON.stringify({ baselines: listed, commonRelease }, null, 2);
}

/** Without names a line each; those that are asked for in full, with the sources. */
function inWords(rows: readonly Row[], common: Common | undefined): string {
  if (common === undefined) return `${table(rows)}\n\nassay msrv baselines NAME... tells the sources`;
  return `${rows.map(block).join('\n')}\n\n${commonInWords(common)}`;
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ baseline, support }) => [
    baseline.id,
    releaseInWords(baseline),
    nameInWords(baseline),
    supportInWords(baseline, support),
    obstacleOf(baseline) ?? baseline.confidence,
  ]);
  const heads = ['name', 'release', 'of', 'support', 'how the release is known'];
  return textTable(heads, cells);
}

function block({ baseline, support }: Row): string {
  const { id, confidence, source, endOfSupport, note } = baseline;
  const obstacle = obstacleOf(baseline);
  const details = [
    `release: ${confidence}${source === null ? '' : `, ${source}`}`,
    `support: ${supportInWords(baseline, support)}`,
    ...(endOfSupport === null ? [] : [`  ${endOfSupport.confidence}, ${endOfSupport.source}`]),
    ...(obstacle === undefined ? [] : [obstacle]),
    ...(note === undefined ? [] : [`note: ${note}`]),
  ];
  const heading = `${id}: Rust ${releaseInWords(baseline)}, ${nameInWords(baseline)}`;
  return [heading, ...details.map((line) => `  ${line}`)].join('\n');
}

function nameInWords({ family, name }: Baseline): string {
  return name.startsWith(family) ? name : `${family}: ${name}`;
}

function releaseInWords({ rust, cargo }: Baseline): string {
  return `${rust ?? 'unknown'}${cargo === undefined ? '' : ` (Cargo ${cargo})`}`;
}

function supportInWords({ endOfSupport }: Baseline, support: Support): string {
  if (endOfSupport === null) return 'end unknown';
  return `${supportWords[support]} ${endOfSupport.date}: ${endOfSupport.what}`;
}

const supportWords: Readonly<Record<Support, string>> = {
  supported: 'until',
  ending: 'ends soon,',
  ended: 'ended',
  unknown: '',
};

function obstacleOf(baseline: Baseline): string | undefined {
  const obstacle = namingObstacle(baseline);
  return obstacle === undefined ? undefined : `cannot be named: ${obstacleInWords[obstacle]}`;
}

const obstacleInWords: Readonly<Record<NamingObstacle, string>> = {
  moving: 'its release changes',
  'no exact release': 'no exact release is established',
  'from memory': 'known from memory alone',
};

function commonInWords(common: Common): string {
  const question = 'the newest release that all of these have';
  if ('without' in common) {
    const names = common.without.map(({ id }) => id).join(', ');
    return `${question} is not known: no exact release that stays is established for ${names}`;
  }
  return `${question}: ${common.rust}, held by ${common.heldBy.join(', ')}`;
}
