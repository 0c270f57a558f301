import { LineCounter, parseDocument, type Document } from 'yaml';
import type * as z from 'zod';
import { isPackFaultCode, levelOf, type Finding, type PackFault } from './fault.ts';
import type { PackFaultCode } from './fault-words.ts';
import {
  datasetSchema,
  groupSchema,
  indicatorHead,
  packHead,
  targetSchema,
  type DatasetFile,
  type GroupFile,
  type IndicatorHead,
  type PackHead,
  type TargetFile,
} from './pack-schema.ts';
import { indicatorFindings, type PlacedTarget } from './rules/indicator-rules.ts';
import { datasetFindings, groupFindings } from './rules/set-rules.ts';
import { targetFindings } from './rules/target-rules.ts';

/** Something of a pack with its place in the file. */
export type Placed<T> = { readonly path: readonly (string | number)[]; readonly item: T };

/** What could be read of a pack file, and what is wrong with the rest. */
export type ReadPack = {
  readonly file: string;
  readonly head: PackHead | undefined;
  readonly indicators: readonly (Placed<IndicatorHead> & { readonly targets: readonly Placed<TargetFile>[] })[];
  readonly groups: readonly Placed<GroupFile>[];
  readonly datasets: readonly Placed<DatasetFile>[];
  /** Every id that is given to an indicator, also where the rest of it is wrong. */
  readonly indicatorIds: readonly string[];
  readonly faults: readonly PackFault[];
  /** Gives a finding its place in the text. */
  readonly place: (finding: Finding) => PackFault;
};

/** A pack file as it lies on disk. */
export type PackText = { readonly name: string; readonly text: string };

type Raw = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

const rawOf = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const shown = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);

function placer(file: string, document: Document, lines: LineCounter): ReadPack['place'] {
  const startOf = (path: Path): number | undefined => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range !== undefined) return node.range[0];
    }
    return undefined;
  };
  return ({ path, code, value, detail }) => {
    const start = startOf(path);
    const { line, col } = start === undefined ? { line: 0, col: 0 } : lines.linePos(start);
    const words = { path: path.join('.'), code, level: levelOf(code), value: shown(value), detail: detail ?? '' };
    return { file, line, column: col, ...words };
  };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => rawOf(inner)[key], value);
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): PackFaultCode {
  if (isPackFaultCode(issue.message)) return issue.message;
  if (value === undefined) return 'missing-key';
  if (issue.code === 'invalid_value') return 'unknown-word';
  return issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'number'
    ? 'not-in-quotes'
    : 'wrong-type';
}

function findingsOf(issue: z.core.$ZodIssue, raw: unknown): readonly Finding[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown-key', value: key }));
  }
  const value = valueAt(raw, path);
  const code = codeOf(issue, value);
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  const detail = issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : expected;
  return [{ path, code, value, detail }];
}

type Found = { readonly add: (findings: readonly Finding[], at: Path) => void };

function itemOf<T>(schema: z.ZodType<T>, { path, item }: Placed<unknown>, found: Found): T | undefined {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  found.add(
    parsed.error.issues.flatMap((issue) => findingsOf(issue, item)),
    path,
  );
  return undefined;
}

type Kind<T> = { readonly schema: z.ZodType<T>; readonly rules: (item: T) => readonly Finding[] };

function itemsOf<T>(items: readonly Placed<unknown>[], { schema, rules }: Kind<T>, found: Found): readonly Placed<T>[] {
  return items.flatMap(({ path, item: raw }) => {
    const item = itemOf(schema, { path, item: raw }, found);
    if (item === undefined) return [];
    found.add(rules(item), path);
    return [{ path, item }];
  });
}

const placed = (list: unknown, ...at: Path): readonly Placed<unknown>[] =>
  listOf(list).map((item, index) => ({ path: [...at, index], item }));

function indicatorsOf(list: unknown, found: Found): ReadPack['indicators'] {
  return placed(list, 'indicators').flatMap(({ path, item: raw }) => {
    const kind = { schema: targetSchema, rules: targetFindings };
    const targets = itemsOf(placed(rawOf(raw)['targets'], ...path, 'targets'), kind, found);
    const item = itemOf(indicatorHead, { path, item: raw }, found);
    if (item === undefined) return [];
    const inOrder = targets.map(({ path: at, item: target }): PlacedTarget => ({ index: Number(at.at(-1)), target }));
    found.add(indicatorFindings(item, inOrder), path);
    return [{ path, item, targets }];
  });
}

/** Reads a pack file as far as it can be read; every fault within it has its place. */
export function readPack({ name, text }: PackText): ReadPack {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = placer(name, document, lines);
  const faults: PackFault[] = document.errors.map(({ message, linePos }) => ({
    ...place({ path: [], code: 'malformed-yaml', detail: message.split('\n')[0] ?? '' }),
    line: linePos?.[0].line ?? 0,
    column: linePos?.[0].col ?? 0,
  }));
  const found: Found = {
    add: (findings, at) => faults.push(...findings.map((one) => place({ ...one, path: [...at, ...one.path] }))),
  };
  const nothing = { file: name, head: undefined, indicators: [], groups: [], datasets: [], indicatorIds: [], place };
  if (faults.length > 0) return { ...nothing, faults };
  const raw: unknown = document.toJS();
  const { indicators, groups, datasets } = rawOf(raw);
  return {
    file: name,
    head: itemOf(packHead, { path: [], item: raw }, found),
    indicators: indicatorsOf(indicators, found),
    groups: itemsOf(placed(groups, 'groups'), { schema: groupSchema, rules: groupFindings }, found),
    datasets: itemsOf(placed(datasets, 'datasets'), { schema: datasetSchema, rules: datasetFindings }, found),
    indicatorIds: listOf(indicators).map((item) => shown(rawOf(item)['id'])),
    faults,
    place,
  };
}
