import { Comparator } from '@xiaomai/contracts/catalogue';
import { JudgingServiceClient, Verdict, type JudgeResponse, type VerdictItem } from '@xiaomai/contracts/scorecard';
import { gapText, valueText } from '@xiaomai/gateway-api/figure';
import { findingsOf } from '@xiaomai/gateway-api/finding';
import type { VerdictView } from '@xiaomai/gateway-api/verdict';
import { call, createClient } from '@xiaomai/grpc';
import type { AwaitVerdicts, Judge, Judgement } from '../flow/pushing.ts';

/** Asks who judges. */
export type GrpcJudging = { readonly judge: Judge; readonly awaitVerdicts: AwaitVerdicts; readonly stop: () => void };

const graceMs = 500;

const verdictNames: Readonly<Record<Verdict, VerdictView['verdict']>> = {
  [Verdict.UNSPECIFIED]: 'not-applicable',
  [Verdict.MET]: 'met',
  [Verdict.AT_RISK]: 'at-risk',
  [Verdict.BREACHED]: 'breached',
  [Verdict.NO_DATA]: 'no-data',
  [Verdict.NOT_APPLICABLE]: 'not-applicable',
};

const comparatorNames: Readonly<Record<Comparator, VerdictView['comparator']>> = {
  [Comparator.UNSPECIFIED]: null,
  [Comparator.AT_LEAST]: 'at-least',
  [Comparator.AT_MOST]: 'at-most',
  [Comparator.ABOVE]: 'above',
  [Comparator.BELOW]: 'below',
  [Comparator.EQUALS]: 'equals',
  [Comparator.RANGE]: 'range',
  [Comparator.ZERO]: 'zero',
  [Comparator.NON_DECREASING]: 'non-decreasing',
  [Comparator.NON_INCREASING]: 'non-increasing',
  [Comparator.AT_LEAST_OTHER]: 'at-least-other',
  [Comparator.AT_MOST_OTHER]: 'at-most-other',
  [Comparator.ORDERED]: 'ordered',
  [Comparator.ONCE_BEFORE]: 'once-before',
};

function viewOf(item: VerdictItem, judgedAt: number): VerdictView {
  const value = valueText(item);
  const comparator = comparatorNames[item.comparator];
  const target = comparator === 'zero' ? '0' : item.targetValue;
  return {
    verdict: verdictNames[item.verdict],
    value,
    ...(item.value === '' ? { numerator: item.numerator, denominator: item.denominator } : {}),
    target: target === '' ? null : target,
    comparator,
    gap: gapText(value, comparator, item.targetValue),
    reason: item.reason,
    ...(judgedAt === 0 ? {} : { judgedAt: new Date(judgedAt).toISOString() }),
  };
}

const judgementOf = ({ items, findings }: JudgeResponse, judgedAt: number): Judgement => ({
  verdicts: new Map(items.map((item) => [item.indicator, viewOf(item, judgedAt)])),
  findings: findingsOf(findings),
});

/** Asks the service `indicator`; where it does not answer, nothing is known. */
export function grpcJudging(address: string, onFailure: (error: unknown) => void): GrpcJudging {
  const client = createClient(JudgingServiceClient, address);

  const orUnknown = async <T>(answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      onFailure(error);
      return undefined;
    }
  };

  return {
    judge: async ({ orgUnit, dataset, period, values }, { token, language }) => {
      const request = { orgUnit, dataset, period, language, values: values.map((value) => ({ ...value })) };
      const answer = await orUnknown(call(client.judge.bind(client), request, { token }));
      return answer === undefined ? undefined : judgementOf(answer, 0);
    },
    awaitVerdicts: async ({ id, revision }, { timeoutMs, token, language }) => {
      const deadlineMs = timeoutMs + graceMs;
      const answer = await orUnknown(
        call(client.await.bind(client), { id, revision, timeoutMs, language }, { token, deadlineMs }),
      );
      return answer?.judged === true ? judgementOf(answer, answer.judgedAt) : undefined;
    },
    stop: () => {
      client.close();
    },
  };
}
