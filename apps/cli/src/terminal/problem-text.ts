import type { Fault, Problem } from '@xiaomai/gateway-api/problem';

const placeOf = ({ line, pointer, cell, parameter }: Fault): string =>
  [line === undefined ? undefined : `line ${String(line)}`, cell, parameter, pointer === '' ? undefined : pointer]
    .filter((part) => part !== undefined)
    .join(' ');

/** One fault in a line: place, code, words, and the indicator and value it is about. */
export function faultText(fault: Fault): string {
  const { indicator, value } = fault;
  const about = [indicator, value === undefined ? undefined : JSON.stringify(value)].filter(
    (part) => part !== undefined,
  );
  return [placeOf(fault), fault.code, fault.detail, ...(about.length === 0 ? [] : [`(${about.join(' ')})`])]
    .filter((part) => part !== '')
    .join('  ');
}

/** A problem document: its title, then every fault. */
export const problemText = ({ status, title, detail, errors }: Problem): readonly string[] => [
  `${String(status)} ${title}${detail === undefined ? '' : `: ${detail}`}`,
  ...(errors ?? []).map((fault) => `  ${faultText(fault)}`),
];
