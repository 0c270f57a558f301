import { Metadata, type ClientDuplexStream } from '@grpc/grpc-js';
import {
  SubmissionIntakeServiceClient,
  type PushedValue,
  type PushRequest,
  type PushResponse,
} from '@xiaomai/contracts/submission';
import { createClient, startGrpcServer } from '@xiaomai/grpc';
import type { WiredService } from './wired-service.ts';

/** A stream to the service over a socket of its own. */
export type PushStream = {
  readonly open: (metadata?: Record<string, string>) => ClientDuplexStream<PushRequest, PushResponse>;
  readonly stop: () => Promise<void>;
};

/** Serves the gRPC face of a wired service. */
export async function servePushStream({ intake }: WiredService): Promise<PushStream> {
  const server = await startGrpcServer({ port: 0, services: [intake.pushRpc] });
  const client = createClient(SubmissionIntakeServiceClient, `127.0.0.1:${String(server.port)}`);
  return {
    open: (said = {}) => {
      const metadata = new Metadata();
      for (const [name, value] of Object.entries({
        authorization: 'Bearer sk_district_secret-of-the-district',
        'accept-language': 'en',
        ...said,
      }))
        metadata.set(name, value);
      return client.push(metadata);
    },
    stop: async () => {
      client.close();
      await server.stop();
    },
  };
}

/** A figure on the wire. */
export const wireValue = (indicator: string, more: Partial<PushedValue> = {}): PushedValue => ({
  indicator,
  note: '',
  withdrawn: false,
  ...more,
});

/** A submission on the wire. */
export const wireSubmission = (values: PushedValue[], more: Partial<PushRequest> = {}): PushRequest => ({
  orgUnit: 'school-1',
  dataset: 'safety',
  period: '2026-11',
  values,
  note: '',
  observedAt: '',
  ...more,
});
