import { z } from 'zod';

import { OrgTreeChange, OrgTreeChangeQuery, OrgUnitChanged, orgUnitCommands, orgUnitVerbs } from '../act/org-unit.ts';
import { listOf } from '../list.ts';
import {
  Dataset,
  Indicator,
  Pack,
  Target,
  CatalogueQuery,
  CatalogueVersion,
  CatalogueVersionQuery,
  TargetQuery,
} from '../read/catalogue.ts';
import { DuePeriod, DueQuery } from '../read/due.ts';
import { About, Me } from '../read/me.ts';
import {
  AsOfQuery,
  OrgUnit,
  OrgUnitDetail,
  OrgUnitImport,
  OrgUnitImportResult,
  OrgUnitQuery,
} from '../read/org-unit.ts';
import {
  ChildrenQuery,
  FiguresQuery,
  OutlierCount,
  OutlierQuery,
  ReportingQuery,
  ScorecardPage,
  ScorecardQuery,
  UnitFigures,
  UnitScorecard,
} from '../read/scorecard.ts';
import { Series, SeriesQuery } from '../read/series.ts';
import { Trace, TraceQuery } from '../read/trace.ts';
import { json, type Operation } from './operation.ts';

type Reading = {
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  readonly open?: boolean;
};

const reading = (tag: string, path: string, { summary, query, answer, open }: Reading): Operation => ({
  method: 'get',
  path,
  tag,
  summary,
  ...(query === undefined ? {} : { query }),
  ...(open === undefined ? {} : { open }),
  answers: { 200: { what: 'OK', contents: json(answer) } },
});

/** Who one is, the tree and the catalogue. */
export const surroundings: readonly Operation[] = [
  reading('Session', '/about', { summary: 'What may be known without signing in.', answer: About, open: true }),
  reading('Session', '/me', { summary: 'Who is asking.', answer: Me }),
  reading('Org units', '/org-units', {
    summary: 'The tree as it was on a date.',
    query: OrgUnitQuery,
    answer: listOf(OrgUnit),
  }),
  reading('Org units', '/org-units/{id}', { summary: 'One org unit.', query: AsOfQuery, answer: OrgUnitDetail }),
  {
    method: 'post',
    path: '/org-units',
    tag: 'Org units',
    summary: 'Add or change org units, all or nothing (administrator).',
    body: json(OrgUnitImport),
    answers: { 200: { what: 'Done', contents: json(OrgUnitImportResult) } },
    problems: ['payload-too-large'],
  },
  ...orgUnitVerbs.map((verb): Operation => ({
    method: 'post',
    path: `/org-units/{id}/${verb}`,
    tag: 'Org units',
    summary: `Change the tree from a day on: ${verb} (administrator).`,
    headers: z.object({
      'If-Match': z.string().optional().meta({ description: 'The ETag of the org unit seen; not needed by `open`.' }),
    }),
    body: json(orgUnitCommands[verb]),
    answers: { 200: { what: 'Done', contents: json(OrgUnitChanged) } },
    problems: ['unprocessable', 'precondition-failed', 'precondition-required'],
  })),
  reading('Org units', '/org-tree/changes', {
    summary: 'What was changed in the tree, newest first: from which day, who, when and why, of what the caller sees.',
    query: OrgTreeChangeQuery,
    answer: listOf(OrgTreeChange),
  }),
  reading('Catalogue', '/packs', {
    summary: 'The packs with their groups.',
    query: CatalogueQuery,
    answer: listOf(Pack),
  }),
  reading('Catalogue', '/packs/versions', {
    summary: 'The versions of the catalogue, newest first: since when, and which packs changed why.',
    query: CatalogueVersionQuery,
    answer: listOf(CatalogueVersion),
  }),
  reading('Catalogue', '/packs/schema.json', {
    summary: 'The JSON Schema of a pack, for editors.',
    answer: z.record(z.string(), z.unknown()),
  }),
  reading('Catalogue', '/indicators', { summary: 'The indicators.', query: CatalogueQuery, answer: listOf(Indicator) }),
  reading('Catalogue', '/targets', { summary: 'The targets.', query: TargetQuery, answer: listOf(Target) }),
  reading('Catalogue', '/datasets', { summary: 'The datasets.', query: CatalogueQuery, answer: listOf(Dataset) }),
  reading('Catalogue', '/datasets/{id}/due', {
    summary: 'By when a period is due, or which is due next.',
    query: DueQuery,
    answer: DuePeriod,
  }),
];

/** Figures. */
export const figures: readonly Operation[] = [
  reading('Scorecards', '/scorecards/{orgUnit}', {
    summary: 'Values, verdicts, groups and coverage of one org unit.',
    query: ScorecardQuery,
    answer: ScorecardPage,
  }),
  reading('Scorecards', '/scorecards/{orgUnit}/children', {
    summary: 'The units right below.',
    query: ChildrenQuery,
    answer: listOf(UnitScorecard),
  }),
  reading('Scorecards', '/scorecards/{orgUnit}/reporting', {
    summary: 'The reporting units anywhere below, by state.',
    query: ReportingQuery,
    answer: listOf(UnitScorecard),
  }),
  reading('Scorecards', '/scorecards/{orgUnit}/figures', {
    summary:
      'The same units with bare figures and verdicts, up to 5,000 in one answer; the words are those of the catalogue.',
    query: FiguresQuery,
    answer: listOf(UnitFigures),
  }),
  reading('Scorecards', '/scorecards/{orgUnit}/outliers', {
    summary: 'How many figures anywhere below lie far from those of their peers: looked for when asked, in no rollup.',
    query: OutlierQuery,
    answer: OutlierCount,
  }),
  reading('Scorecards', '/indicators/{id}/series', {
    summary: 'An indicator over time.',
    query: SeriesQuery,
    answer: Series,
  }),
  reading('Scorecards', '/trace', { summary: 'A figure down to its submissions.', query: TraceQuery, answer: Trace }),
];
