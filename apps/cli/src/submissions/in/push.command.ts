import { misused, refused, type Arguments, type Command, type Tools } from '../../terminal/command.ts';
import { faultText } from '../../terminal/problem-text.ts';
import { tell, type Outcome } from '../../terminal/terminal.ts';
import { fileKindOf, isFileKind, type NamedFile } from '../domain/file-kind.ts';
import { pushFiles, type PushNews, type SubmissionFile } from '../flow/push-files.ts';
import type { Found, Refusal, Warning } from '../flow/summary.ts';

/** Where submissions come from, and where it shows how far the push is. */
export type PushSources = {
  /** Bytes of all files together, 0 when that cannot be known. Rejects when one cannot be read. */
  readonly bytesOf: (names: readonly string[]) => Promise<number>;
  readonly read: (file: NamedFile) => Promise<SubmissionFile>;
  readonly progress: (totalBytes: number) => { readonly advance: (bytes: number) => void; readonly stop: () => void };
};

const summaryText = {
  zh: '新建 {created}，更正 {updated}，未变 {unchanged}，拒收 {rejected}',
  en: '{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected',
};
const unknownKind = {
  zh: '只认 .json、.ndjson、.csv、.xlsx 文件；其他文件请用 --type 说明',
  en: 'Only .json, .ndjson, .csv and .xlsx are known; say what it is with --type',
};

function filesOf(args: Arguments): readonly NamedFile[] | undefined {
  const type = args.option('type');
  if (type !== undefined && !isFileKind(type)) return undefined;
  const files = args.words.map((name) => ({ name, kind: type ?? fileKindOf(name) }));
  return files.every((file): file is NamedFile => file.kind !== undefined) ? files : undefined;
}

function refusalLines({ file, place, errors }: Refusal): readonly string[] {
  const where = [file, place].filter((part) => part !== '').join(' ');
  return errors.length === 0 ? [where] : errors.map((fault) => `${where}  ${faultText(fault)}`);
}

const warningLine = ({ id, indicator, verdict, reason }: Warning): string =>
  `${id}  ${indicator}  ${verdict}  ${reason}`;

async function* readAll(files: readonly NamedFile[], read: PushSources['read']): AsyncGenerator<SubmissionFile> {
  for (const file of files) yield await read(file);
}

type Push = { readonly files: readonly NamedFile[]; readonly args: Arguments; readonly sources: PushSources };

async function push({ files, args, sources }: Push, { api, terminal }: Tools): Promise<Outcome> {
  const refusals: Refusal[] = [];
  const warnings: Warning[] = [];
  const findings: Found[] = [];
  const total = await sources.bytesOf(args.words);
  const progress = sources.progress(args.json ? 0 : total);
  const news: PushNews = {
    onRefusal: (refusal) => {
      if (args.json) refusals.push(refusal);
      else refusalLines(refusal).forEach(terminal.err);
    },
    onWarning: (warning) => {
      if (args.json) warnings.push(warning);
      else terminal.out(warningLine(warning));
    },
    onFound: (found) => {
      if (args.json) findings.push(found);
      else terminal.out(`${found.id}  ${found.indicator}  ${found.code}  ${tell(terminal, found.detail)}`);
    },
    onProgress: progress.advance,
  };
  const options = { atomic: args.flag('atomic'), dryRun: args.flag('dry-run'), wait: args.flag('wait') };
  const pushed = await pushFiles({ api, options, news }, readAll(files, sources.read)).finally(progress.stop);
  if (!pushed.ok) return refused(pushed.reason, args, terminal);
  const summary = pushed.value;
  if (args.json) terminal.out(JSON.stringify({ ...summary, refusals, warnings, findings }));
  else terminal.out(tell(terminal, summaryText, summary));
  return summary.rejected === 0 ? 'done' : 'refused';
}

const fileFaults: readonly unknown[] = ['ENOENT', 'EACCES', 'EISDIR'];

function isFileFault(error: unknown): error is Error {
  if (typeof error !== 'object' || error === null) return false;
  return ('code' in error && fileFaults.includes(error.code)) || ('name' in error && error.name === 'SyntaxError');
}

/** Pushes submissions from files. */
export const pushCommand = (sources: PushSources): Command => ({
  summary: {
    zh: '推送填报（.json、.ndjson、.csv、填好的 .xlsx 模板、DHIS2 的 dataValueSets，- 为标准输入）',
    en: 'Push submissions (.json, .ndjson, .csv, a filled .xlsx template, data value sets of DHIS2; - is standard input)',
  },
  usage: 'FILE… [--type json|ndjson|csv|xlsx|dhis2] [--atomic] [--dry-run] [--wait] [--json]',
  options: {
    type: { type: 'string' },
    atomic: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    wait: { type: 'boolean' },
  },
  words: [1, 10_000],
  run: async (args, tools) => {
    const files = filesOf(args);
    if (files === undefined) return misused(unknownKind, tools.terminal);
    try {
      return await push({ files, args, sources }, tools);
    } catch (error) {
      if (!isFileFault(error)) throw error;
      tools.terminal.err(error.message);
      return 'usage';
    }
  },
});
