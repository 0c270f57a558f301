import { RepublishResult } from '@xiaomai/gateway-api/republish';
import { misused, refused, type Command } from '../../terminal/command.ts';
import { tell } from '../../terminal/terminal.ts';

const fromText = {
  zh: '--from 应为时刻，例如 2026-11-24T00:00:00+08:00',
  en: '--from is an instant such as 2026-11-24T00:00:00+08:00',
};
const sentText = { zh: '已重新发布 {sent} 个版本', en: '{sent} revisions sent again' };

/** Sends the intake log again from a receipt time. */
export const republishCommand: Command = {
  summary: { zh: '从某一接收时刻起重新发布已接受的填报', en: 'Send the intake log again from a receipt time' },
  usage: '--from INSTANT [--json]',
  options: { from: { type: 'string' } },
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const from = args.option('from');
    if (from === undefined || Number.isNaN(Date.parse(from))) return misused(fromText, terminal);
    const answer = await api.sendJson('/admin/republish', { from: new Date(from).toISOString() });
    if (!answer.ok) return refused(answer.reason, args, terminal);
    terminal.out(
      args.json ? JSON.stringify(answer.value) : tell(terminal, sentText, RepublishResult.parse(answer.value)),
    );
    return 'done';
  },
};
