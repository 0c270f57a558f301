import { languageOf, type Language } from '@xiaomai/gateway-api/language';
import type { Identity, IssueIdentity } from '@xiaomai/identity';
import type { Request, RequestHandler, Response } from 'express';
import type { IdentifyCaller } from '../../keys/in/identify-caller.ts';
import type { AwaitVerdicts } from '../flow/pushing.ts';
import type { ReadSubmission } from '../flow/read-submission.ts';
import type { Admit } from './http/admission.ts';
import { etagOf, jsonAnswer, problemAnswer, send, type Answer, type MoreHeaders } from './http/answer.ts';
import { revisionView, stateView } from './revision-view.ts';

/** What reading over HTTP needs. */
export type ReadRoutePorts = {
  readonly identify: IdentifyCaller;
  readonly issue: IssueIdentity;
  readonly admit: Admit;
  readonly known: () => boolean;
  readonly read: ReadSubmission;
  readonly awaitVerdicts: AwaitVerdicts;
};

type Told = { readonly caller: Identity; readonly language: Language };
type Read = (id: string, told: Told) => Promise<readonly [Answer, MoreHeaders] | undefined>;

const atOnceMs = 1; // verdicts that are not there yet are not waited for

function answering({ identify, admit, known }: ReadRoutePorts, read: Read): RequestHandler {
  return async (request: Request, response: Response) => {
    const language = languageOf(request.headers['accept-language']);
    const caller = await identify(request);
    if (!caller.ok) {
      send(response, problemAnswer(caller.reason, language));
      return;
    }
    const admitted = admit(caller.value, response);
    if (!admitted.ok || !known()) {
      const { code, headers } = admitted.ok ? ({ code: 'unavailable', headers: [] } as const) : admitted.reason;
      send(response, problemAnswer(code, language), headers);
      return;
    }
    const answer = await read(String(request.params['id']), { caller: caller.value, language });
    send(response, ...(answer ?? ([problemAnswer('not-found', language), []] as const)));
  };
}

/** Routes GET /api/v1/submissions/{id} and …/revisions. */
export function readSubmissionRoutes(ports: ReadRoutePorts): {
  readonly newest: RequestHandler;
  readonly revisions: RequestHandler;
} {
  const { issue, read, awaitVerdicts } = ports;
  return {
    newest: answering(ports, async (id, { caller, language }) => {
      const revision = await read.newest(id, caller);
      if (revision === undefined) return undefined;
      const judgement = await awaitVerdicts(revision, { timeoutMs: atOnceMs, language, token: await issue(caller) });
      return [jsonAnswer(200, stateView(revision, judgement)), ['ETag', etagOf(revision)]];
    }),
    revisions: answering(ports, async (id, { caller }) => {
      const revisions = await read.history(id, caller);
      if (revisions.length === 0) return undefined;
      return [jsonAnswer(200, { items: revisions.map(revisionView), next: null }), []];
    }),
  };
}
