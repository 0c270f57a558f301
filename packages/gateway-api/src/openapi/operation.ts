import type { OpenAPIRegistry, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

import { problemKinds, type ProblemCode } from '../problem/problem-code.ts';
import { Problem, problemType } from '../problem/problem.ts';

/** A body by content type; a schema, or undefined for bytes. */
export type Contents = Readonly<Record<string, z.ZodType | undefined>>;

/** One operation of the API in few words. */
export type Operation = {
  readonly method: 'get' | 'post' | 'delete';
  /** Path below /api/v1 with `{names}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: Contents;
  readonly answers: Readonly<Record<number, { readonly what: string; readonly contents?: Contents }>>;
  readonly problems?: readonly ProblemCode[];
  readonly open?: boolean;
};

/** A JSON body. */
export const json = (schema: z.ZodType): Contents => ({ 'application/json': schema });

const contentOf = (contents: Contents): Record<string, { schema: z.ZodType | { type: 'string'; format: 'binary' } }> =>
  Object.fromEntries(
    Object.entries(contents).map(([type, schema]) => [
      type,
      { schema: schema ?? { type: 'string', format: 'binary' } },
    ]),
  );

const always: readonly ProblemCode[] = ['invalid-request', 'too-many-requests', 'unavailable'];
const whenSignedIn: readonly ProblemCode[] = ['unauthenticated', 'forbidden', 'not-found'];

function responsesOf(operation: Operation): RouteConfig['responses'] {
  const responses: RouteConfig['responses'] = {};
  for (const [status, { what, contents }] of Object.entries(operation.answers)) {
    responses[status] = { description: what, ...(contents === undefined ? {} : { content: contentOf(contents) }) };
  }
  const codes = [...always, ...(operation.open === true ? [] : whenSignedIn), ...(operation.problems ?? [])];
  for (const code of codes) {
    responses[problemKinds[code].status] ??= {
      description: problemKinds[code].en,
      content: { [problemType]: { schema: Problem } },
    };
  }
  return responses;
}

const paramsOf = (path: string): z.ZodObject | undefined => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.length === 0 ? undefined : z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
};

/** Adds an operation to the document. */
export function register(registry: OpenAPIRegistry, operation: Operation): void {
  const params = paramsOf(operation.path);
  registry.registerPath({
    method: operation.method,
    path: `/api/v1${operation.path}`,
    tags: [operation.tag],
    summary: operation.summary,
    security: operation.open === true ? [] : [{ bearer: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(operation.query === undefined ? {} : { query: operation.query }),
      ...(operation.headers === undefined ? {} : { headers: operation.headers }),
      ...(operation.body === undefined ? {} : { body: { required: true, content: contentOf(operation.body) } }),
    },
    responses: responsesOf(operation),
  });
}
