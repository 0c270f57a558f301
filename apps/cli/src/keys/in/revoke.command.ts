import { SchoolKeyDetail, SchoolKeyRevocation } from '@xiaomai/gateway-api/school-key';
import { misused, refused, type Command } from '../../terminal/command.ts';
import { tell } from '../../terminal/terminal.ts';
import { keyPath } from './key-command.ts';

const misusedText = {
  zh: '请用 --reason 写明理由（至多 500 字）',
  en: 'Say why with --reason, in at most 500 characters',
};
const doneText = {
  zh: '已吊销 {id}（{orgUnit}），5 秒内处处失效',
  en: 'Revoked {id} ({orgUnit}); it is dead everywhere within 5 seconds',
};

/** Revokes a key for good; a key that leaked need not be looked at first. */
export const revokeKeyCommand: Command = {
  summary: { zh: '永久吊销密钥', en: 'Revoke a key for good' },
  usage: 'ID --reason TEXT [--json]',
  options: { reason: { type: 'string' } },
  words: [1, 1],
  run: async (args, { api, terminal }) => {
    const revocation = SchoolKeyRevocation.safeParse({ reason: args.option('reason') });
    if (!revocation.success) return misused(misusedText, terminal);
    const answer = await api.sendJson(`${keyPath(args.words[0] ?? '')}/revoke`, revocation.data);
    if (!answer.ok) return refused(answer.reason, args, terminal);
    const { id, orgUnit } = SchoolKeyDetail.parse(answer.value);
    terminal.out(args.json ? JSON.stringify(answer.value) : tell(terminal, doneText, { id, orgUnit }));
    return 'done';
  },
};
