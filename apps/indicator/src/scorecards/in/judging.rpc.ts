import {
  JudgingServiceService,
  type AwaitRequest,
  type AwaitResponse,
  type JudgeRequest,
  type JudgeResponse,
  type JudgingServiceServer,
} from '@xiaomai/contracts/scorecard';
import { refusal, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { nearestPlace, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import type { Scorecard } from '../domain/card.ts';
import type { VerdictWaiters } from '../flow/await-verdicts.ts';
import type { Gathered, Gathering } from '../flow/around/gather-around.ts';
import { describeVerdict } from '../flow/describe-verdict.ts';
import { judgeSubmission, UnknownReference } from '../flow/judge-submissions.ts';
import { periodEnd } from '../flow/read-scorecards.ts';
import { itemMessage, languageOf } from './view-wire.ts';

/** What the answers are made of. */
export type JudgingRpcPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly now: () => number;
  /** Reads what a submission is compared with. */
  readonly gather: (batch: Gathering) => Promise<Gathered>;
  readonly waiters: VerdictWaiters;
  readonly verify: VerifyIdentity;
  readonly onFailure: (error: unknown) => void;
};

const longestWaitMs = 30_000;
const notFound = refusal('NOT_FOUND', 'no such org unit or dataset');

const itemsIn =
  (catalogue: JudgingRpcPorts['catalogue']) =>
  (card: Scorecard, asked: { readonly language: string }): JudgeResponse['items'] => {
    const about = { ...card, language: languageOf(asked.language) };
    return card.cells.map((cell) => itemMessage(describeVerdict(catalogue(), cell, about)));
  };

/** Says what the verdicts would be, and waits for those that will be. */
export function judgingRpc(ports: JudgingRpcPorts): Rpc<typeof JudgingServiceService, JudgingServiceServer> {
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  const items = itemsIn(ports.catalogue);
  return {
    definition: JudgingServiceService,
    handlers: {
      judge: answer(async (request: JudgeRequest, { caller }) => {
        const unit = nearestPlace(ports.tree(), request.orgUnit, periodEnd(request.period));
        if (unit === undefined || !maySee(caller, unit.path)) return err(notFound);
        const { orgUnit, dataset, period } = request;
        const submission = { id: '', orgUnit, dataset, period, revision: 1, figures: request.values, receivedAt: 0 };
        const { around } = await ports.gather({ submissions: [submission], again: [] });
        const context = { catalogue: ports.catalogue(), tree: ports.tree(), now: ports.now(), around };
        try {
          const card = judgeSubmission(submission, context);
          return ok<JudgeResponse>({ items: items(card, request), findings: [...card.findings] });
        } catch (error) {
          if (error instanceof UnknownReference) return err(notFound);
          throw error;
        }
      }),
      await: answer(async (request: AwaitRequest, { caller }) => {
        const [orgUnit = '', , period = ''] = request.id.split('|');
        const unit = nearestPlace(ports.tree(), orgUnit, periodEnd(period));
        if (unit === undefined || !maySee(caller, unit.path)) return err(notFound);
        const timeoutMs = Math.min(request.timeoutMs, longestWaitMs);
        const card = await ports.waiters.until(request.id, request.revision, timeoutMs);
        if (card === undefined) return ok<AwaitResponse>({ judged: false, items: [], judgedAt: 0, findings: [] });
        return ok<AwaitResponse>({
          judged: true,
          items: items(card, request),
          judgedAt: card.judgedAt,
          findings: [...card.findings],
        });
      }),
    },
  };
}
