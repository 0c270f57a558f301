import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type RunningServer } from './listen.ts';

/** What the operations port tells. */
export type OpsOptions = {
  readonly port: number;
  readonly host?: string;
  /** False = the process does no work any more and should be restarted (a consumer that no longer fetches, say). */
  readonly healthy: () => boolean;
  /** Names of what is not ready; empty = ready. */
  readonly notReady: () => readonly string[];
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => void;
};

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** Serves /healthz, /readyz and /metrics. */
export function startOpsServer(options: OpsOptions): Promise<RunningServer> {
  return listen(
    (request, response) => {
      const path = request.url?.split('?')[0];
      if (path === '/metrics') {
        options.metrics(request, response);
      } else if (path === '/healthz') {
        const healthy = options.healthy();
        answer(response, healthy ? 200 : 503, { healthy });
      } else if (path === '/readyz') {
        const notReady = options.notReady();
        answer(response, notReady.length === 0 ? 200 : 503, { ready: notReady.length === 0, notReady });
      } else {
        answer(response, 404, {});
      }
    },
    options.port,
    options.host,
  );
}
