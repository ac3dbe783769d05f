import { type Check, defineCheck } from '@assay/check';
import * as z from 'zod';

const Settings = z.strictObject({ names: z.array(z.string()).default([]) });
const Facts = z.strictObject({ wheel: z.string(), spokes: z.int().nullable() });

export interface WheelsOptions {
  /** Done when the check of a wheel begins, and when it ends. */
  tell?: (word: string) => void;
  /** What the facts call the wheel, where they lie. */
  called?: (part: string) => string;
  /** Are the spokes not counted, and is no gap told of it? */
  uncounted?: true;
}

/** A check with parts: each wheel that the policy names, by the file `wheels/<name>`. */
export function wheels({ tell = () => undefined, called = (part) => part, uncounted }: WheelsOptions = {}): Check {
  return defineCheck<z.infer<typeof Facts>, z.infer<typeof Settings>>({
    name: 'wheels',
    question: 'Is the wheel round?',
    unit: 'spoke',
    settings: Settings,
    facts: Facts,
    factsVersion: 1,
    rules: [],
    optional: [],
    parts: { noun: 'wheel', of: (_, { names }) => names, nameIn: ({ wheel }) => wheel },
    gapsIn: ({ wheel, spokes }) =>
      spokes === null ? [{ what: `the spokes of ${wheel}`, why: 'nobody counted them', remedy: 'count them' }] : [],
    products: ['round.txt'],
    async collect({ files }, _policy, _settings, part = '') {
      tell(`begin ${part}`);
      const content = await files.readText(`wheels/${part}`);
      tell(`end ${part}`);
      return {
        facts: { wheel: called(part), spokes: uncounted ? null : 32 },
        examined: 1,
        gaps: [],
        products: [{ name: 'round.txt', content }],
      };
    },
  });
}
