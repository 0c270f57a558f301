import type { Texts } from '@xiaomai/gateway-api/language';
import type { Problem } from '@xiaomai/gateway-api/problem';
import type { ParseArgsOptionsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Api } from '../api/api.ts';
import { problemText } from './problem-text.ts';
import { tell, type Outcome, type Terminal } from './terminal.ts';

/** The words of a command line, read. */
export type Arguments = {
  readonly words: readonly string[];
  readonly option: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  /** Answer for a program. */
  readonly json: boolean;
};

export type Tools = { readonly api: Api; readonly terminal: Terminal };

/** One verb of the command line. */
export type Command = {
  readonly summary: Texts;
  /** What follows the verb, with its options. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Fewest and most words after the verb. */
  readonly words: readonly [fewest: number, most: number];
  /** Works without the system and without a key; may hang on the options. */
  readonly offline?: boolean | ((args: Arguments) => boolean);
  readonly run: (args: Arguments, tools: Tools) => Promise<Outcome>;
};

/** Reads what follows the verb; the reason where it cannot be read. */
export function readArguments(command: Command, argv: readonly string[]): Result<Arguments, string> {
  try {
    const options = { ...command.options, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const [fewest, most] = command.words;
    if (positionals.length < fewest || positionals.length > most) return err('');
    const option = (name: string): string | undefined => {
      const value = (values as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : undefined;
    };
    const flag = (name: string): boolean => (values as Record<string, unknown>)[name] === true;
    return ok({ words: positionals, option, flag, json: flag('json') });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** Shows why the system said no. */
export function refused(problem: Problem, { json }: Pick<Arguments, 'json'>, terminal: Terminal): Outcome {
  if (json) terminal.out(JSON.stringify(problem));
  else problemText(problem).forEach(terminal.err);
  return 'refused';
}

/** Shows what is wrong with the command line. */
export function misused(texts: Texts, terminal: Terminal, places: Readonly<Record<string, string>> = {}): Outcome {
  terminal.err(tell(terminal, texts, places));
  return 'usage';
}
