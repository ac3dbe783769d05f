import type { Sheet } from '@assay/check';
import type { Finding } from '@assay/evidence';
import type { ToolchainFacts } from '../facts.js';
import { otherFindings, problemsSection } from './findings.js';
import { identitySection } from './identity.js';
import { lockSection } from './lock.js';
import { settingsSection } from './settings.js';
import { vendorsSection } from './vendors.js';

/** What an upgrade board decides on: which compiler it is, what steers it, what is known to be wrong with it and who said what of that. */
export function sheet(facts: ToolchainFacts, findings: readonly Finding[]): Sheet {
  return {
    title: `The toolchain: Rust ${facts.release ?? 'of no known release'}`,
    sections: [
      identitySection(facts),
      lockSection(facts),
      settingsSection(facts),
      ...otherFindings(findings),
      problemsSection(facts, findings),
      vendorsSection(facts),
    ],
  };
}
