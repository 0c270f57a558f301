import { run } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';

import { gatewayConfig } from './config.ts';
import { startGateway } from './service.ts';

const config = gatewayConfig();
const log = createLogger('gateway', config.logLevel);
await run(log, async (resources) => {
  await startGateway(config, { log, resources });
});
