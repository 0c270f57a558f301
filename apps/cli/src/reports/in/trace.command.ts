import { Trace } from '@xiaomai/gateway-api/trace';
import { misused, refused, type Command } from '../../terminal/command.ts';
import { localTime } from '../../terminal/local-time.ts';
import { table, tell } from '../../terminal/terminal.ts';

const misusedText = {
  zh: '请给出 --org-unit、--indicator 和 --period',
  en: 'Give --org-unit, --indicator and --period',
};
const noFigure = { zh: '没有数据', en: 'No data' };

type Shown = {
  readonly value: string | null;
  readonly numerator?: number | undefined;
  readonly denominator?: number | undefined;
};

const figureText = ({ value, numerator, denominator }: Shown): string =>
  numerator === undefined ? (value ?? '') : `${String(numerator)}/${String(denominator)}`;

/** Shows a figure and every submission it was made of. */
export const traceCommand: Command = {
  summary: { zh: '追溯一个数字到每份填报', en: 'Trace a figure down to its submissions' },
  usage: '--org-unit ORG_UNIT --indicator INDICATOR --period PERIOD [--json]',
  options: { 'org-unit': { type: 'string' }, indicator: { type: 'string' }, period: { type: 'string' } },
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const [orgUnit, indicator, period] = ['org-unit', 'indicator', 'period'].map(args.option);
    if (orgUnit === undefined || indicator === undefined || period === undefined) return misused(misusedText, terminal);
    const answer = await api.readJson(`/trace?${new URLSearchParams({ orgUnit, indicator, period }).toString()}`);
    if (!answer.ok) return refused(answer.reason, args, terminal);
    if (args.json) {
      terminal.out(JSON.stringify(answer.value));
      return 'done';
    }
    const { figure, steps } = Trace.parse(answer.value);
    const headline =
      figure === null ? tell(terminal, noFigure) : `${figure.name}  ${figureText(figure)}  ${figure.verdict}`;
    terminal.out(`${orgUnit}  ${period}  ${headline}`);
    const rows = steps.map((step) => [
      `${step.submission}#${String(step.revision)}`,
      step.name,
      figureText(step),
      step.verdict,
      localTime(step.receivedAt),
    ]);
    table(rows).forEach(terminal.out);
    return 'done';
  },
};
