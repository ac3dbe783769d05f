import * as z from 'zod';
import data from '../../data/std-float-methods.json' with { type: 'json' };

/** The form of the data, which a test holds it to. */
export const StdFloatMethods = z.strictObject({
  collected: z.iso.date(),
  rows: z.array(
    z.strictObject({
      methods: z.array(z.string()),
      coreSince: z.string().nullable().describe('the first release that has them in core; null where none is known'),
      source: z.string(),
      confidence: z.enum(['confirmed', 'from memory']),
    }),
  ),
});

const methods = new Set((data as z.infer<typeof StdFloatMethods>).rows.flatMap((row) => row.methods));

/**
 * The method that only std has, where rustc complains (E0599) that a floating-point number has none of that name: `f32::sin`;
 * `{float}::sin` where it does not know which type the number is of. `undefined` for any other complaint. The words are those of 1.85 to
 * 1.96 (observed).
 */
export function stdFloatMethod(message: string): string | undefined {
  const [, method = '', type = ''] =
    /^no (?:method|function or associated item) named `(\w+)` found for type `(f32|f64|\{float\})`/.exec(message) ?? [];
  return methods.has(method) ? `${type}::${method}` : undefined;
}
