import type { Statement } from '@assay/evidence';
import { judgeToday, type Readiness, readinessOf } from '@assay/pipeline';

const worstFirst: readonly Readiness[] = ['not ready', 'not known', 'ready with accepted risk', 'ready'];

/** The worst answer that targets have today: a deviation that expired since permits nothing any more. */
export function worstReadiness(statements: readonly Statement[], today: Parameters<typeof judgeToday>[1]): Readiness {
  const answers = statements.map((statement) => {
    const { verdict } = judgeToday([statement], today);
    return readinessOf({ verdict, findings: statement.predicate.findings });
  });
  return worstFirst.find((answer) => answers.includes(answer)) ?? 'not known';
}
