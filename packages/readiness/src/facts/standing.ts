import type { Known } from '../record.js';
import { agree, claim, known, notKnown } from './known.js';
import type { View } from './view.js';

/** A target of the project's own has no place among Rust's tiers. */
const noStanding = 'a target of the project’s own has no tier: the Rust project neither builds nor tests it';

/**
 * The tier. Where sources disagree, the worst is believed: no target may look better than one of them says. Of the documentation the
 * table and the target's own page count, which disagree as well.
 */
export function tierOf(view: View): Known<number> {
  if (view.kind === 'custom') return notKnown(view.notTaken === null ? noStanding : `${noStanding}; ${view.notTaken}`);
  const { traits, documented, page } = view;
  const ownTier = page?.tier === documented?.tier ? undefined : page?.tier;
  const told = [
    { by: view.compiler, claims: view.stated(traits?.metadata.tier) },
    { by: 'platform-support.html', claims: view.inDocumentation(documented?.tier) },
    { by: 'the target’s own page', claims: view.inDocumentation(ownTier) },
  ];
  const claims = told.flatMap((one) => one.claims);
  if (claims.length === 0) return notKnown(`${view.noTrait}; ${view.undocumented}`);
  const worst = Math.max(...claims.map(({ value }) => value));
  if (agree(claims)) return known(claims, null, worst);
  const said = told.flatMap(({ by, claims: its }) => its.map(({ value }) => `${by} says ${value}`));
  return known(claims, `${said.join(', ')}: the worst is believed`, worst);
}

/** Can rustc and cargo run on the target? Where sources disagree, they cannot. */
export function hostToolsOf(
  view: View,
  component: { date: string | null; isThere: boolean | undefined },
): Known<boolean> {
  if (view.kind === 'custom') return notKnown(noStanding);
  const claims = [
    ...view.stated(view.traits?.metadata.hostTools),
    ...view.inDocumentation(view.documented?.hostTools),
    // That there is no component does not say that they cannot be built.
    ...claim('manifest', component.date, component.isThere === true ? true : undefined),
  ];
  if (claims.length === 0) return notKnown(`${view.noTrait}; ${view.undocumented}`);
  if (agree(claims)) return known(claims);
  return known(claims, 'the sources disagree: what one of them denies is not believed', false);
}
