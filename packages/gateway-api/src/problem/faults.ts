import type { z } from 'zod';

import type { Language } from '../language.ts';
import { isFaultCode, type FaultCode } from './fault-code.ts';
import { faultOf, type Fault, type FaultPlace } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What was parsed, the language of the words, and where in the request it stood. */
export type FaultSource = {
  readonly input: unknown;
  readonly language: Language;
  /** JSON pointer of `input` in the request ('' = its root), or its line. */
  readonly at?: string | { readonly line: number };
  /** Query parameters are named, not pointed at. */
  readonly query?: boolean;
};

const mostUnknownKeys = 100;

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), input);

const pointer = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function indicatorAt(input: unknown, path: Path): string | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const holder = valueAt(input, path.slice(0, depth));
    if (isRecord(holder) && typeof holder['indicator'] === 'string') return holder['indicator'].slice(0, 80);
  }
  return undefined;
}

function shown(value: unknown): Fault['value'] {
  if (typeof value === 'string') return value.slice(0, 120);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function placeOf(source: FaultSource, path: Path): FaultPlace {
  const { input, at = '' } = source;
  const value = shown(valueAt(input, path));
  const indicator = indicatorAt(input, path);
  const where = typeof at === 'string' ? { pointer: at + pointer(path) } : { line: at.line, pointer: pointer(path) };
  return {
    ...(source.query === true ? { parameter: String(path[0] ?? '') } : where),
    ...(indicator === undefined ? {} : { indicator }),
    ...(value === undefined ? {} : { value }),
  };
}

// A blank text is as good as none, as a blank cell of a table is.
function ofBlank(code: FaultCode, { input }: FaultSource, path: Path): FaultCode | undefined {
  if (code !== 'invalid-value' || valueAt(input, path) !== '') return undefined;
  return path.at(-1) === 'value' ? 'missing-value' : 'missing-field';
}

function codeOf(issue: Issue, source: FaultSource, path: Path): FaultCode {
  const absent = issue.code === 'invalid_type' && valueAt(source.input, path) === undefined;
  if (absent) return source.query === true ? 'missing-parameter' : 'missing-field';
  if (isFaultCode(issue.message)) return ofBlank(issue.message, source, path) ?? issue.message;
  return source.query === true ? 'invalid-parameter' : 'invalid-field';
}

function faultOfUnknownKey(source: FaultSource, path: Path): Fault {
  const code = source.query === true ? 'unknown-parameter' : 'unknown-field';
  return faultOf(code, source.language, placeOf(source, path));
}

// Of several allowed forms, the one that fits best tells what is wrong; with no form begun, the value itself is missing.
function faultsOfUnion(issue: z.core.$ZodIssueInvalidUnion, source: FaultSource, path: Path): Fault[] {
  const holder = valueAt(source.input, path);
  const here = placeOf(source, path);
  if (!isRecord(holder)) return [faultOf(codeOf(issue, source, path), source.language, here)];
  const given = [['numerator', 'denominator'], ['value'], ['withdrawn']].filter((form) =>
    form.some((key) => key in holder),
  );
  if (given.length > 1) return [faultOf('ambiguous-value', source.language, here)];
  if (given.length === 0) return [faultOf('missing-value', source.language, here)];
  const best = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
  return best.flatMap((inner) => faultsOfIssue(inner, source, [...path, ...inner.path]));
}

function faultsOfIssue(issue: Issue, source: FaultSource, path: Path): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostUnknownKeys).map((key) => faultOfUnknownKey(source, [...path, key]));
  if (issue.code === 'invalid_union' && !isFaultCode(issue.message)) return faultsOfUnion(issue, source, path);
  return [faultOf(codeOf(issue, source, path), source.language, placeOf(source, path))];
}

/** Every fault zod found, in the words of the API. */
export const faultsOf = (issues: readonly Issue[], source: FaultSource): Fault[] =>
  issues.flatMap((issue) => faultsOfIssue(issue, source, issue.path));
