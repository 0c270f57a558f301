import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';

import { alerts, backtests, periods, reports, running, schoolKeys } from './acting.ts';
import { campaigns, hazards } from './ledger.ts';
import { register } from './operation.ts';
import { pushing } from './pushing.ts';
import { figures, surroundings } from './reading.ts';

/** An OpenAPI document. */
export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document of the whole public API. */
export function openApiDocument(version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A school key (`sk_…`) or the token of a person.',
  });
  for (const operation of [
    ...pushing,
    ...surroundings,
    ...figures,
    ...alerts,
    ...hazards,
    ...campaigns,
    ...reports,
    ...schoolKeys,
    ...periods,
    ...backtests,
    ...running,
  ]) {
    register(registry, operation);
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '校脉 Xiaomai',
      version,
      description: 'Indicators, verdicts, alerts and reports of an education authority.',
    },
    servers: [{ url: '/' }],
  });
}
