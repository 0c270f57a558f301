import type { Card, HandlingFacts, ScopeUnit, UnitCard } from '../domain/facts.ts';
import type { FrozenReport, Report, ReportKey } from '../domain/report.ts';

/** Who asks, with the signed identity to pass on. */
export type Caller = { readonly subject: string; readonly token: string; readonly maySee: (path: string) => boolean };

export type CardPlace = { readonly orgUnit: string; readonly period: string };

export type DatasetPlace = CardPlace & { readonly dataset: string };

export type DatasetWords = { readonly name: string; readonly periodKinds: readonly string[] };

export type CatalogueWords = {
  readonly version: number;
  readonly datasets: ReadonlyMap<string, DatasetWords>;
  /** Upper bounds of range targets, by target id. */
  readonly uppers: ReadonlyMap<string, string>;
};

/** What is asked of the indicator service; each question within what the caller may see. */
export type IndicatorSource = {
  /** Undefined = not there, or not for this caller. */
  readonly scope: (orgUnit: string, caller: Caller) => Promise<ScopeUnit | undefined>;
  readonly catalogue: (caller: Caller) => Promise<CatalogueWords>;
  /** Every dataset of a unit in a period; none when there is nothing. */
  readonly cards: (place: CardPlace, caller: Caller) => Promise<readonly Card[]>;
  /** The units right below. */
  readonly children: (place: DatasetPlace, caller: Caller) => Promise<readonly UnitCard[]>;
  /** The reporting units anywhere below, with their card or without. */
  readonly reporting: (place: DatasetPlace, caller: Caller) => Promise<readonly UnitCard[]>;
};

export type HandlingSpan = { readonly orgUnit: string; readonly fromMs: number; readonly toMs: number };

export type AlertSource = {
  readonly handling: (span: HandlingSpan, caller: Caller) => Promise<HandlingFacts>;
};

export type ReportQuery = Partial<ReportKey> & {
  /** Only reports whose scope lies, or lay when they were made, in the subtree of this unit; empty = everywhere. */
  readonly seenFrom: string;
  readonly limit: number;
  readonly cursor: string;
};

export type ReportPage = { readonly reports: readonly Report[]; readonly next: string };

export type ReportStore = {
  /** The report of a key with exactly these data. */
  readonly withData: (key: ReportKey, dataSha256: string) => Promise<Report | undefined>;
  /** The highest edition of a key; 0 = none. */
  readonly newestEdition: (key: ReportKey) => Promise<number>;
  /** Stores a report with its event to send; false = the id is taken. */
  readonly insert: (report: FrozenReport) => Promise<boolean>;
  readonly get: (id: string) => Promise<FrozenReport | undefined>;
  /** Newest first. */
  readonly list: (query: ReportQuery) => Promise<ReportPage>;
  /** Reports whose event has not been sent, oldest first. */
  readonly unsent: (limit: number) => Promise<readonly Report[]>;
  readonly markSent: (ids: readonly string[]) => Promise<void>;
};

export type Clock = { readonly nowMs: () => number; readonly sleep: (ms: number) => Promise<void> };
