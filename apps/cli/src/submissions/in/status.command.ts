import { SubmissionState } from '@xiaomai/gateway-api/receipt';
import { refused, type Command } from '../../terminal/command.ts';
import { localTime } from '../../terminal/local-time.ts';
import { table } from '../../terminal/terminal.ts';

type Value = SubmissionState['values'][number];

function figureText(value: Value): string {
  if ('withdrawn' in value) return '已撤回 / withdrawn';
  return 'numerator' in value ? `${String(value.numerator)}/${String(value.denominator)}` : String(value.value);
}

/** Shows the newest state of a submission with its verdicts. */
export const statusCommand: Command = {
  summary: { zh: '查看一份填报的最新状态和判定', en: 'Show the newest state of a submission with its verdicts' },
  usage: 'ID [--json]',
  options: {},
  words: [1, 1],
  run: async (args, { api, terminal }) => {
    const answer = await api.readJson(`/submissions/${encodeURIComponent(args.words[0] ?? '')}`);
    if (!answer.ok) return refused(answer.reason, args, terminal);
    if (args.json) {
      terminal.out(JSON.stringify(answer.value));
      return 'done';
    }
    const { id, revision, receivedAt, acceptedBy, values, verdicts = [] } = SubmissionState.parse(answer.value);
    terminal.out(`${id}  #${String(revision)}  ${localTime(receivedAt)}  ${acceptedBy}`);
    const judged = new Map(verdicts.map((verdict) => [verdict.indicator, verdict]));
    const pushed = values.map((value) => {
      const verdict = judged.get(value.indicator);
      judged.delete(value.indicator);
      return [value.indicator, figureText(value), verdict?.verdict ?? '…', verdict?.reason ?? ''];
    });
    const derived = [...judged.values()].map(({ indicator, value, verdict, reason }) => [
      indicator,
      value ?? '',
      verdict,
      reason,
    ]);
    table([...pushed, ...derived]).forEach(terminal.out);
    return 'done';
  },
};
