import { type Baseline, baselines, compareVersions, namingObstacle, parseVersion, supportOf } from '@assay/rust';
import type { NewestBaseline } from './facts.js';

/**
 * The newest of the baselines that a policy can name and that are supported on a day (`YYYY-MM-DD`); `undefined` where the data has none.
 * One whose end of support no source tells is not taken: nobody has promised to look after it.
 */
export function newestBaseline(day: string, known: readonly Baseline[] = baselines): NewestBaseline | undefined {
  const supported = known
    .filter((each) => namingObstacle(each) === undefined && ['supported', 'ending'].includes(supportOf(each, day)))
    .flatMap((each) => {
      const version = parseVersion(each.rust ?? '');
      return version === undefined ? [] : [{ each, version }];
    })
    .sort((a, b) => compareVersions(b.version, a.version));
  const [newest] = supported;
  if (newest?.each.rust == null || newest.each.endOfSupport === null) return undefined;
  const { id: name, rust, source, confidence, endOfSupport } = newest.each;
  return { name, rust, ends: endOfSupport.date, source, confidence };
}
