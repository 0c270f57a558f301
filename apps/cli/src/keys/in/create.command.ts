import { IssuedSchoolKey, SchoolKeyOrder } from '@xiaomai/gateway-api/school-key';
import { misused, refused, type Arguments, type Command } from '../../terminal/command.ts';
import { keyCommand } from './key-command.ts';
import { showIssued } from './key-text.ts';

const misusedText = {
  zh: '请给出 --org-unit；--signature 只能是 optional 或 required，--label 至多 120 字',
  en: 'Give --org-unit; --signature is optional or required, --label has at most 120 characters',
};

const orderOf = (args: Arguments) =>
  SchoolKeyOrder.safeParse({
    orgUnit: args.option('org-unit'),
    datasets: args.option('datasets')?.split(',').filter(Boolean),
    label: args.option('label'),
    signature: args.option('signature'),
  });

/** Makes a key for an org unit and shows its secrets, this once. */
export const createKeyCommand: Command = {
  summary: { zh: '发放学校密钥（密钥只显示一次）', en: 'Make a school key; its secrets are shown once' },
  usage: '--org-unit U [--datasets D,D] [--label TEXT] [--signature optional|required] [--json]',
  options: {
    'org-unit': { type: 'string' },
    datasets: { type: 'string' },
    label: { type: 'string' },
    signature: { type: 'string' },
  },
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const order = orderOf(args);
    if (!order.success) return misused(misusedText, terminal);
    const answer = await keyCommand(api, { path: '/keys', body: order.data });
    if (!answer.ok) return refused(answer.reason, args, terminal);
    showIssued(IssuedSchoolKey.parse(answer.value), args, terminal);
    return 'done';
  },
};
