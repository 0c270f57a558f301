import { readFileSync } from 'node:fs';

import Papa from 'papaparse';

import type { SubmissionEntry, ValueEntry } from './submission.ts';

/** A figure an authority has published. `period` is empty where the source gives no date. */
export type PublishedFigure = {
  readonly indicator: string;
  readonly value: string;
  readonly orgUnit: string;
  readonly period: string;
  /** 'yes': the source does not write the year. */
  readonly approximate: string;
  /** The source's own word where the value is a bound or rounded: 余, 近, 超过, … */
  readonly wording: string;
  readonly file: string;
  readonly phrase: string;
};

export const publishedDataset = 'published-2023';

const table = new URL('./published-figures.csv', import.meta.url);

export function readPublishedFigures(): PublishedFigure[] {
  return Papa.parse<PublishedFigure>(readFileSync(table, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

function noteOf(figure: PublishedFigure): string {
  const remarks = [
    `出处：${figure.file}，原文：${figure.phrase}`,
    figure.approximate === 'yes' ? `年份为约数（来源未写明，记入${figure.period}年）` : '',
    figure.wording === '' ? '' : `原文用词为“${figure.wording}”`,
  ];
  return remarks.filter((remark) => remark !== '').join('；');
}

const valueOf = (figure: PublishedFigure): ValueEntry => ({
  indicator: figure.indicator,
  value: figure.value,
  note: noteOf(figure),
});

// A figure as of 30 June is the figure of the half-year that day closes.
const submissionNote = (period: string): string =>
  period.endsWith('-H1') ? `公布数据；数据截至${period.slice(0, 4)}-06-30，记入该日所结束的上半年` : '公布数据';

/** One submission per authority and period, and the figures that have no period. */
export function publishedSubmissions(figures: readonly PublishedFigure[]): {
  readonly submissions: SubmissionEntry[];
  readonly undated: PublishedFigure[];
} {
  const dated = figures.filter((figure) => figure.period !== '');
  const groups = Map.groupBy(dated, (figure) => `${figure.orgUnit}|${figure.period}`);
  const submissions = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { orgUnit, period } = first;
    return { orgUnit, dataset: publishedDataset, period, values: group.map(valueOf), note: submissionNote(period) };
  });
  return { submissions, undated: figures.filter((figure) => figure.period === '') };
}
