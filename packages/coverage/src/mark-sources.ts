import type { MarkedSource, SourceFigure } from '@assay/check';
import type { CoverageFacts, FileFact, Justification, MemberFact } from './facts.js';
import { figuresIn, holding, isJustified, justifiedRatio, rawRatio } from './figures.js';
import { lineMarks } from './marks/lines.js';
import { notesOf } from './marks/notes.js';
import { spanMarks } from './marks/spans.js';
import { type Metric, metrics, metricWords } from './metric.js';

/** Every measured file, with what was reached and what was not marked in place. */
export function markSources(facts: CoverageFacts): MarkedSource[] {
  const justifications = holding(facts);
  return facts.files.map((file) => {
    const member = facts.members.find(({ id }) => id === file.member);
    const isPermitted = (line: number) => isJustified(justifications, file.path, line);
    return {
      ...{ path: file.path, sha256: file.sha256, group: member?.name ?? file.member },
      figures: figuresOfFile(file, member, justifications),
      lines: lineMarks(file, isPermitted),
      spans: file.decisions.flatMap((decision) => spanMarks(decision, isPermitted)),
      notes: notesOf(file),
    };
  });
}

/** What each metric counts as reached. */
const meanings: Readonly<Record<Metric, string>> = {
  function: 'functions that were entered',
  statement: 'statements that ran',
  decision: 'outcomes that decisions had, such as true and false of an if',
  condition: 'values that conditions took, true and false',
  mcdc: 'conditions that were shown to decide the outcome by themselves',
};

/** What could not be measured is in the total only where the level of the member counts it. */
function figuresOfFile(
  file: FileFact,
  member: MemberFact | undefined,
  justifications: readonly Justification[],
): SourceFigure[] {
  const figures = figuresIn(file, justifications);
  const countsUnmeasured = member?.countsUnmeasured ?? true;
  return metrics.map((metric) => {
    const { reached, total } = rawRatio(figures[metric], countsUnmeasured);
    return {
      label: metricWords[metric].title.replace(/ coverage$/, ''),
      meaning: meanings[metric],
      ...{ reached, total },
      justified: justifiedRatio(figures[metric], countsUnmeasured).reached - reached,
    };
  });
}
