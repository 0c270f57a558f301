import { faultWords, type PackFaultCode } from './fault-words.ts';

/** One thing wrong in a pack: where, what rule, which value. */
export type PackFault = {
  readonly file: string;
  /** From 1; 0 where there is no place. */
  readonly line: number;
  readonly column: number;
  /** Keys and indices from the top, joined by dots: indicators.3.targets.0.value. */
  readonly path: string;
  readonly code: PackFaultCode;
  /** A warning does not refuse the pack. */
  readonly level: 'error' | 'warning';
  readonly value: string;
  /** Fills the places of the words: what was expected, with what it clashes. */
  readonly detail: string;
};

/** Something wrong at a path, before its place in the text is known. */
export type Finding = {
  readonly path: readonly (string | number)[];
  readonly code: PackFaultCode;
  readonly value?: unknown;
  readonly detail?: string;
};

const warnings: readonly PackFaultCode[] = ['percent-out-of-reach'];

/** Whether a fault only warns. */
export const levelOf = (code: PackFaultCode): PackFault['level'] => (warnings.includes(code) ? 'warning' : 'error');

/** Whether a text is the code of a fault. */
export const isPackFaultCode = (text: string): text is PackFaultCode => Object.hasOwn(faultWords, text);

/** The words of a fault in one language, without its place. */
export function packFaultText(
  { code, value, detail }: Pick<PackFault, 'code' | 'value' | 'detail'>,
  language: 'zh' | 'en',
): string {
  return faultWords[code][language].replaceAll('{value}', value).replaceAll('{detail}', detail);
}

/** A fault in one line: place, rule, value. */
export function packFaultLine(fault: PackFault, language: 'zh' | 'en'): string {
  const place = [fault.file, ...(fault.line === 0 ? [] : [fault.line, fault.column])].join(':');
  const shown = fault.value === '' ? '' : ` [${fault.value}]`;
  return `${place}  ${fault.level}  ${fault.path}  ${fault.code}: ${packFaultText(fault, language)}${shown}`;
}
