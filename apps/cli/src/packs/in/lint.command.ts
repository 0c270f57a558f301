import { packFaultLine, packFaultText, readPacks, type PackFault, type PackText } from '@xiaomai/packs';
import type { Arguments, Command } from '../../terminal/command.ts';
import { tell, type Outcome, type Terminal } from '../../terminal/terminal.ts';

/** Reads every pack of a folder; rejects when there is no such folder. */
export type ReadFolder = (folder: string) => Promise<readonly PackText[]>;

const countText = {
  zh: '{packs} 个指标包，{indicators} 项指标，{targets} 个目标，{groups} 个指标组，{datasets} 个数据集：{errors} 处错误，{warnings} 处提醒',
  en: '{packs} packs, {indicators} indicators, {targets} targets, {groups} groups, {datasets} datasets: {errors} errors, {warnings} warnings',
};
const noPacks = { zh: '{folder} 中没有指标包（*.yaml）', en: 'No packs (*.yaml) in {folder}' };
const unreadable = { zh: '无法读取 {folder}', en: 'Cannot read {folder}' };

const inBoth = (fault: PackFault): PackFault & { zh: string; en: string } => ({
  ...fault,
  zh: packFaultText(fault, 'zh'),
  en: packFaultText(fault, 'en'),
});

function report(files: readonly PackText[], { json }: Arguments, terminal: Terminal): Outcome {
  const { packs, faults } = readPacks(files);
  const indicators = packs.flatMap((pack) => pack.indicators);
  const errors = faults.filter(({ level }) => level === 'error').length;
  const counts = {
    ...{ packs: packs.length, indicators: indicators.length, errors, warnings: faults.length - errors },
    targets: indicators.flatMap(({ targets }) => targets).length,
    groups: packs.flatMap(({ groups }) => groups).length,
    datasets: packs.flatMap(({ datasets }) => datasets).length,
  };
  const language = terminal.language === 'en' ? 'en' : 'zh';
  if (json) terminal.out(JSON.stringify({ ...counts, faults: faults.map(inBoth) }));
  else {
    for (const fault of faults) terminal.err(packFaultLine(fault, language));
    terminal.out(tell(terminal, countText, counts));
  }
  return errors === 0 ? 'done' : 'refused';
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^(ENOENT|ENOTDIR|EACCES)$/.test(String(error.code));

/** Holds the packs of a folder to every rule, as the service does at its start. */
export const packsLintCommand = (readFolder: ReadFolder): Command => ({
  summary: { zh: '检查一个目录中的全部指标包，列出每处错误', en: 'Check every pack of a folder and list every fault' },
  usage: 'DIR [--json]',
  options: {},
  words: [1, 1],
  offline: true,
  run: async (args, { terminal }) => {
    const [folder = ''] = args.words;
    const files = await readFolder(folder).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (files !== undefined && files.length > 0) return report(files, args, terminal);
    terminal.err(tell(terminal, files === undefined ? unreadable : noPacks, { folder }));
    return 'usage';
  },
});
