// The packs of this repository as they are written, for the tests that hold them to their sources.
import { readdirSync, readFileSync } from 'node:fs';

import Papa from 'papaparse';
import { parse } from 'yaml';

export type Source = { readonly file: string; readonly phrase: string };
export type Target = {
  readonly comparator: string;
  readonly value?: string;
  readonly upper?: string;
  readonly severity: string;
  readonly soft?: boolean;
  readonly valid_from?: string;
  readonly valid_to?: string;
  readonly due?: string;
  readonly measure?: string;
  readonly base?: string;
  readonly base_period?: string;
  readonly other?: { readonly indicator: string; readonly times?: string };
  readonly order?: readonly string[];
  readonly before?: string;
  readonly path?: { readonly kind: string; readonly stages: readonly { on: string; value: string }[] };
  readonly projected?: boolean;
  readonly types?: readonly string[];
  readonly source: Source;
};
export type Indicator = {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly aggregation: string;
  readonly items?: readonly string[];
  readonly conjunction_of?: readonly string[];
  readonly source: Source;
  readonly note?: string;
  readonly targets?: readonly Target[];
};
export type Group = {
  readonly id: string;
  readonly members?: readonly string[];
  readonly complete: boolean;
  readonly source: Source;
};
export type Dataset = {
  readonly id: string;
  readonly name: { readonly zh: string };
  readonly indicators: readonly string[];
  readonly reported_by: readonly string[];
  readonly period_kinds: readonly string[];
  readonly rolls_up: boolean;
};
export type Pack = {
  readonly pack: string;
  readonly version: string;
  readonly indicators: readonly Indicator[];
  readonly groups?: readonly Group[];
  readonly datasets: readonly Dataset[];
};

/** A measurable target of the source documents (or, as group:…, a named group): where it stands, and the facts of it. */
export type Row = Source & {
  readonly id: string;
  readonly pack: string;
  /** A: schools push it; B: progress of a city or district; C: descriptive. */
  readonly grade: 'A' | 'B' | 'C' | '';
  readonly direction: string;
  readonly value: string;
  readonly other: string;
  readonly deadline: string;
  readonly scope: string;
  readonly cadence: string;
};

const folder = new URL('../../../packs/', import.meta.url);

/** Every pack, in the order of the files' names. */
export const packs: readonly Pack[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as Pack);

/** Every row of the table of sources. */
export const rows: readonly Row[] = Papa.parse<Row>(
  readFileSync(new URL('./catalogue-sources.csv', import.meta.url), 'utf8'),
  { header: true, skipEmptyLines: true },
).data;

export const indicators: readonly Indicator[] = packs.flatMap((pack) => pack.indicators);
export const groups: readonly Group[] = packs.flatMap((pack) => pack.groups ?? []);
export const datasets: readonly Dataset[] = packs.flatMap((pack) => pack.datasets);
export const indicatorOf = (id: string): Indicator | undefined => byId.get(id);
export const datasetOf = (id: string): Dataset | undefined => datasets.find((dataset) => dataset.id === id);

const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
