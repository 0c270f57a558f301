import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type StatusObject,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';

/** What a server offers. */
export type GrpcServerOptions = {
  readonly host?: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly services: readonly {
    readonly definition: ServiceDefinition;
    readonly handlers: UntypedServiceImplementation;
  }[];
};

/** A serving gRPC server. */
export type RunningGrpcServer = { readonly port: number; readonly stop: () => Promise<void> };

/** An expected no, as a gRPC status. */
export function refusal(code: keyof typeof status, details: string): Partial<StatusObject> {
  return { code: status[code] as status, details };
}

const maxMessageBytes = 16 * 1024 * 1024;

/** Binds and serves, with the standard health service; stop lets running calls end for at most 5 s. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<RunningGrpcServer> {
  const server = new Server({
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': maxMessageBytes,
  });
  for (const { definition, handlers } of options.services) server.addService(definition, handlers);
  const health = new HealthImplementation({ '': 'SERVING' });
  health.addToServer(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `${options.host ?? '127.0.0.1'}:${options.port}`,
      ServerCredentials.createInsecure(),
      (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      },
    );
  });
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        health.setStatus('', 'NOT_SERVING');
        const force = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, 5_000);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
