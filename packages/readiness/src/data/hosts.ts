import * as z from 'zod';
import shipped from '../../data/hosts.json' with { type: 'json' };

/** A machine that GitHub lends to workflows. */
export const Runner = z.strictObject({
  host: z.string().describe('the triple that Rust has for it'),
  label: z.string().describe('what `runs-on` calls it'),
  source: z.string(),
  confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred', 'from memory']),
});
export type Runner = z.infer<typeof Runner>;

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const RunnerData = z.strictObject({ collected: z.iso.date(), runners: z.array(Runner) });

const { runners } = shipped as z.infer<typeof RunnerData>;

/** GitHub’s own runner on which a host’s programs run as they are; `undefined` where it has none. */
export function runnerFor(host: string): Runner | undefined {
  return runners.find((runner) => runner.host === host);
}
