import { packJsonSchema } from '@xiaomai/packs';
import type { Command } from '../../terminal/command.ts';

/** Prints the JSON Schema of a pack, for editors. */
export const packsSchemaCommand: Command = {
  summary: { zh: '输出指标包的 JSON Schema（供编辑器补全）', en: 'Print the JSON Schema of a pack, for editors' },
  usage: '',
  options: {},
  words: [0, 0],
  offline: true,
  run: (_args, { terminal }) => {
    terminal.out(JSON.stringify(packJsonSchema(), null, 2));
    return Promise.resolve('done');
  },
};
