import { status } from '@grpc/grpc-js';
import { SubmissionServiceClient } from '@xiaomai/contracts/submission';
import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import { call, createClient, openStream } from '@xiaomai/grpc';

import type { Submissions } from '../flow/submissions.ts';
import { hasStatus } from './failed-call.grpc.ts';
import { messagesOf } from './messages.grpc.ts';
import { revisionFromWire } from './wire/submission.ts';

const republishDeadlineMs = 600_000;

async function* allOf(client: SubmissionServiceClient, token: string): AsyncGenerator<SubmissionRevision> {
  for await (const { submissions } of messagesOf(openStream(client.exportSubmissions.bind(client), {}, { token }))) {
    yield* submissions.map(revisionFromWire);
  }
}

export function grpcSubmissions(address: string): Submissions {
  const client = createClient(SubmissionServiceClient, address);
  return {
    identityOfKey: async (token, key) => {
      try {
        const { identity } = await call(client.authenticateKey.bind(client), { key }, { token });
        return identity;
      } catch (error) {
        if (hasStatus(error, status.UNAUTHENTICATED)) return undefined;
        throw error;
      }
    },
    republish: async (token, receivedFrom) => {
      const options = { token, deadlineMs: republishDeadlineMs };
      const { sent } = await call(client.republish.bind(client), { receivedFrom }, options);
      return sent;
    },
    all: (token) => allOf(client, token),
    stop: () => {
      client.close();
    },
  };
}
