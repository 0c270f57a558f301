import { AlertDetail } from '@xiaomai/gateway-api/alert';
import { refused, type Command } from '../../terminal/command.ts';
import { tell } from '../../terminal/terminal.ts';

const doneText = {
  zh: '已确认 {id}（{orgName} {indicatorName}）',
  en: 'Acknowledged {id} ({orgName} {indicatorName})',
};

/** Acknowledges an alert as it is now. */
export const ackCommand: Command = {
  summary: { zh: '确认一条预警', en: 'Acknowledge an alert' },
  usage: 'ID [--note TEXT] [--json]',
  options: { note: { type: 'string' } },
  words: [1, 1],
  run: async (args, { api, terminal }) => {
    const path = `/alerts/${encodeURIComponent(args.words[0] ?? '')}`;
    const seen = await api.readJson(path);
    if (!seen.ok) return refused(seen.reason, args, terminal);
    const note = args.option('note');
    const headers = { 'if-match': AlertDetail.parse(seen.value).etag };
    const answer = await api.sendJson(`${path}/acknowledge`, note === undefined ? {} : { note }, headers);
    if (!answer.ok) return refused(answer.reason, args, terminal);
    const { id, orgName, indicatorName } = AlertDetail.parse(answer.value);
    terminal.out(args.json ? JSON.stringify(answer.value) : tell(terminal, doneText, { id, orgName, indicatorName }));
    return 'done';
  },
};
