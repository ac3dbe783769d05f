import type { Bar, Exhibit } from '@assay/check';
import { inPercent } from '@assay/evidence';
import type { CoverageFacts, MemberFact } from './facts.js';
import { type Figure, figuresOf, isMet, justifiedRatio, type MemberFigures, rawRatio } from './figures.js';
import { type Metric, metrics, metricWords } from './metric.js';

/** Every member with its figures beside what is asked for. None where a run left no records: its figures would be too low. */
export function exhibits(facts: CoverageFacts): Exhibit[] {
  const all = figuresOf(facts);
  if (!facts.complete || all.length === 0) return [];
  return [
    {
      title: 'Coverage by member',
      kind: 'result',
      note: 'Reached of all that is owed, and what the integrity level of the member asks for. Percentages are cut, not rounded.',
      table: {
        columns: ['Member', 'Level', ...metrics.map(labelOf)],
        rows: all.map(({ member, figures }) => [
          member.name,
          member.level,
          ...metrics.map((metric) => cell(member, metric, figures[metric])),
        ]),
      },
      plot: {
        title: 'How much of what each member owes its tests reach, and where the mark of what is asked for stands',
        groups: all.map((each) => ({ label: `${each.member.name}, ${each.member.level}`, bars: barsOf(each) })),
      },
    },
  ];
}

/** The column, as the marked sources call it. */
function labelOf(metric: Metric): string {
  return metricWords[metric].title.replace(/ coverage$/, '');
}

/** `95.4 % (41 of 43), 100.0 % with justifications; 100 % asked`. */
function cell(member: MemberFact, metric: Metric, figure: Figure): string {
  const { countsUnmeasured } = member;
  const [raw, permitted] = [rawRatio(figure, countsUnmeasured), justifiedRatio(figure, countsUnmeasured)];
  const asked = askedOf(member, metric);
  const parts = [
    raw.total === 0 ? 'nothing owed' : `${inPercent(raw)} (${raw.reached} of ${raw.total})`,
    ...(permitted.reached === raw.reached ? [] : [`, ${inPercent(permitted)} with justifications`]),
    asked === undefined ? '' : `; ${asked} % asked`,
  ];
  return parts.join('');
}

function barsOf({ member, figures }: MemberFigures): Bar[] {
  return metrics.flatMap((metric) => {
    const raw = rawRatio(figures[metric], member.countsUnmeasured);
    if (raw.total === 0) return [];
    const justified = justifiedRatio(figures[metric], member.countsUnmeasured).reached - raw.reached;
    const asked = askedOf(member, metric);
    if (asked === undefined) return [{ label: labelOf(metric), ...raw, justified }];
    const met = isMet(figures[metric], member.countsUnmeasured, asked);
    return [{ label: labelOf(metric), ...raw, justified, asked: { percent: asked, met } }];
  });
}

function askedOf({ required }: MemberFact, metric: Metric): number | undefined {
  return required.find((each) => each.metric === metric)?.percent;
}
