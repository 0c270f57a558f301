import { topics } from '@xiaomai/contracts/topics';
import type { Publisher } from '@xiaomai/kafka';
import type { AskPorts } from '../flow/ask-in-portions.ts';

/** Asks the owners of scorecards, by the key of their org units, to judge them anew. */
export const publishTreeRequests =
  (publisher: Publisher): AskPorts['request'] =>
  (requests) =>
    publisher.publish(
      topics.rejudgeRequested,
      requests.map((request) => ({
        id: `${request.orgUnit}|${request.dataset}|${request.period}#${request.cause}`,
        key: request.orgUnit,
        value: topics.rejudgeRequested.encode(request),
      })),
    );
