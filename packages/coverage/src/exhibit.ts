import type { Bar, Exhibit } from '@assay/check';
import { inPercent } from '@assay/evidence';
import type { CoverageFacts, MemberFact } from './facts.js';
import { type Figure, figuresOf, isMet, justifiedRatio, type MemberFigures, rawRatio } from './figures.js';
import { type Metric, metrics, metricWords } from './metric.js';

const heading = { title: 'Coverage by member', kind: 'result' } as const;

/** Every member with its figures beside what is asked for. No figures where a run left no records: they would be too low. */
export function exhibits(facts: CoverageFacts): Exhibit[] {
  const all = figuresOf(facts);
  if (all.length === 0) return [];
  const columns = ['Member', 'Level', ...metrics.map(labelOf)];
  if (!facts.complete) return [unknownOf(facts, columns)];
  return [
    {
      ...heading,
      note: 'Reached of all that is owed, and what the integrity level of the member asks for. Percentages are cut, not rounded.',
      table: {
        columns,
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

/** What is asked for, and that no figure is known. */
function unknownOf({ members }: CoverageFacts, columns: readonly string[]): Exhibit {
  return {
    ...heading,
    note: 'Not known: a run or a report left no records, so that every figure would be too low. The gaps say which, and why.',
    table: {
      columns,
      rows: members.map((member) => [
        member.name,
        member.level,
        ...metrics.map((metric) => `not known${askedWords(askedOf(member, metric))}`),
      ]),
    },
  };
}

/** The column, as the marked sources call it. */
function labelOf(metric: Metric): string {
  return metricWords[metric].title.replace(/ coverage$/, '');
}

/** `95.4 % (41 of 43), 100.0 % with justifications; 100 % asked`. */
function cell(member: MemberFact, metric: Metric, figure: Figure): string {
  const { countsUnmeasured } = member;
  const [raw, permitted] = [rawRatio(figure, countsUnmeasured), justifiedRatio(figure, countsUnmeasured)];
  const parts = [
    raw.total === 0 ? 'nothing owed' : `${inPercent(raw)} (${raw.reached} of ${raw.total})`,
    ...(permitted.reached === raw.reached ? [] : [`, ${inPercent(permitted)} with justifications`]),
    askedWords(askedOf(member, metric)),
  ];
  return parts.join('');
}

function askedWords(asked: number | undefined): string {
  return asked === undefined ? '' : `; ${asked} % asked`;
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
