import type { Result } from '@xiaomai/kernel';
import { misused, refused, type Arguments, type Command } from '../../terminal/command.ts';
import { tell } from '../../terminal/terminal.ts';

/** Writes a file, or says why that cannot be done. */
export type SaveFile = (name: string, bytes: Uint8Array) => Promise<Result<undefined, string>>;

const missingText = { zh: '请给出 --org-unit 和 --period', en: 'Give --org-unit and --period' };
const savedText = { zh: '模板已保存：{name}', en: 'Saved the template: {name}' };
/** What is asked for, where everything is there. */
function pathOf({ words: [dataset = ''], option }: Arguments): string | undefined {
  const [orgUnit, period] = [option('org-unit'), option('period')];
  if (orgUnit === undefined || period === undefined) return undefined;
  return `/datasets/${encodeURIComponent(dataset)}/template.xlsx?${new URLSearchParams({ orgUnit, period }).toString()}`;
}

const nameOf = ({ words: [dataset = ''], option }: Arguments): string =>
  option('output') ?? `${[dataset, option('org-unit') ?? '', option('period') ?? ''].join('-')}.xlsx`;

/** Fetches the workbook in which a school, or all schools of a district, fill in a dataset. */
export const templateCommand = (save: SaveFile): Command => ({
  summary: {
    zh: '下载填报模板（.xlsx）：学校一份，或区县所属学校合为一份',
    en: 'Fetch the template (.xlsx) of a school, or of all schools of a district in one',
  },
  usage: 'DATASET --org-unit ID --period PERIOD [-o FILE] [--json]',
  options: { 'org-unit': { type: 'string' }, period: { type: 'string' }, output: { type: 'string', short: 'o' } },
  words: [1, 1],
  run: async (args, { api, terminal }) => {
    const path = pathOf(args);
    if (path === undefined) return misused(missingText, terminal);
    const answer = await api.ask({ method: 'GET', path });
    if (!answer.ok) return refused(answer.reason, args, terminal);
    const name = nameOf(args);
    const saved = await save(name, new Uint8Array(await answer.value.arrayBuffer()));
    if (!saved.ok) {
      terminal.err(saved.reason);
      return 'usage';
    }
    terminal.out(args.json ? JSON.stringify({ file: name }) : tell(terminal, savedText, { name }));
    return 'done';
  },
});
