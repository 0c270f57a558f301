import type { ExportedRollup, ExportedScorecard } from '@xiaomai/gateway-api/export';
import type { Language } from '@xiaomai/gateway-api/language';
import type { List } from '@xiaomai/gateway-api/list';
import type { OutlierCount, ScorecardItem, ScorecardPage, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import type { TraceStep } from '@xiaomai/gateway-api/trace';

export type Place = {
  readonly orgUnit: string;
  readonly period: string;
  readonly dataset: string;
  /** Under the tree of today instead of that of the period's last day. */
  readonly asIs?: boolean;
  readonly language: Language;
};
export type Page = { readonly limit: number; readonly cursor?: string | undefined };
export type ReportingFilter = Place &
  Page & {
    readonly state: 'all' | 'failing' | 'missing' | 'late' | 'doubtful';
    readonly indicator?: string | undefined;
  };
export type Span = {
  readonly indicator: string;
  readonly orgUnit: string;
  readonly from: string;
  readonly to: string;
  readonly dataset: string;
  readonly language: Language;
};
export type Point = { readonly period: string; readonly item: ScorecardItem | null };
/** The figure itself first, then what it was made of. */
export type TracePart = { readonly figure: ScorecardItem | null; readonly steps: readonly TraceStep[] };

/** The scorecards, as `indicator` keeps them. */
export type Scorecards = {
  /** Of a unit that does not report itself also the first who fail and who are missing, where one dataset is meant. */
  readonly get: (token: string, place: Place) => Promise<ScorecardPage>;
  readonly children: (token: string, filter: Place & Page) => Promise<List<UnitScorecard>>;
  readonly reporting: (token: string, filter: ReportingFilter) => Promise<List<UnitScorecard>>;
  /** The same units with bare figures, each the JSON text of a `UnitFigures`: of thousands no objects are made. Part by part;
   *  `next` in the last part only. */
  readonly figures: (token: string, filter: ReportingFilter) => AsyncIterable<List<string>>;
  /** How many figures anywhere below lie far from those of their peers, and whose. */
  readonly outliers: (token: string, place: Omit<Place, 'asIs' | 'language'>) => Promise<OutlierCount>;
  readonly series: (token: string, span: Span) => Promise<Point[]>;
  readonly trace: (token: string, figure: Place & { readonly indicator: string }) => AsyncIterable<TracePart>;
  readonly all: (token: string) => AsyncIterable<ExportedScorecard | ExportedRollup>;
  readonly stop: () => void;
};
