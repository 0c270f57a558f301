import { languageOf } from '@xiaomai/gateway-api/language';
import type { Identity, IssueIdentity } from '@xiaomai/identity';
import type { Request, RequestHandler, Response } from 'express';
import type { IdentifyCaller } from '../../keys/in/identify-caller.ts';
import type { AwaitVerdicts } from '../flow/pushing.ts';
import type { ReadSubmission } from '../flow/read-submission.ts';
import { etagOf, jsonAnswer, problemAnswer, send, type Answer, type MoreHeaders } from './http/answer.ts';
import { revisionView, stateView } from './revision-view.ts';

/** What reading over HTTP needs. */
export type ReadRoutePorts = {
  readonly identify: IdentifyCaller;
  readonly issue: IssueIdentity;
  readonly read: ReadSubmission;
  readonly awaitVerdicts: AwaitVerdicts;
};

type Read = (id: string, caller: Identity) => Promise<readonly [Answer, MoreHeaders] | undefined>;

const atOnceMs = 1; // verdicts that are not there yet are not waited for

function answering(identify: IdentifyCaller, read: Read): RequestHandler {
  return async (request: Request, response: Response) => {
    const language = languageOf(request.headers['accept-language']);
    const caller = await identify(request);
    if (!caller.ok) {
      send(response, problemAnswer(caller.reason, language));
      return;
    }
    const answer = await read(String(request.params['id']), caller.value);
    send(response, ...(answer ?? ([problemAnswer('not-found', language), []] as const)));
  };
}

/** Routes GET /api/v1/submissions/{id} and …/revisions. */
export function readSubmissionRoutes({ identify, issue, read, awaitVerdicts }: ReadRoutePorts): {
  readonly newest: RequestHandler;
  readonly revisions: RequestHandler;
} {
  return {
    newest: answering(identify, async (id, caller) => {
      const revision = await read.newest(id, caller);
      if (revision === undefined) return undefined;
      const verdicts = await awaitVerdicts(revision, { timeoutMs: atOnceMs, token: await issue(caller) });
      return [jsonAnswer(200, stateView(revision, verdicts)), ['ETag', etagOf(revision)]];
    }),
    revisions: answering(identify, async (id, caller) => {
      const revisions = await read.history(id, caller);
      if (revisions.length === 0) return undefined;
      return [jsonAnswer(200, { items: revisions.map(revisionView), next: null }), []];
    }),
  };
}
