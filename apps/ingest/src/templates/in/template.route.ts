import { languageOf, type Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { Request, RequestHandler } from 'express';
import type { Caller, IdentifyCaller } from '../../keys/in/identify-caller.ts';
import type { Admit } from '../../submissions/in/http/admission.ts';
import {
  problemAnswer,
  send,
  workbookType,
  type MoreHeaders,
  type Sendable,
} from '../../submissions/in/http/answer.ts';
import type { DrawTemplate, NoTemplate, TemplateAsked, TemplateFile } from '../flow/draw-template.ts';

/** What handing out templates needs. */
export type TemplateRoutePorts = {
  readonly identify: IdentifyCaller;
  readonly admit: Admit;
  /** Whether catalogue and tree are known at all. */
  readonly known: () => boolean;
  readonly drawTemplate: DrawTemplate;
};

type Given = readonly [Sendable, MoreHeaders];

const parameters = ['orgUnit', 'period'] as const;

function readAsked({ params, query }: Request, language: Language): { asked: TemplateAsked; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  for (const name of parameters)
    if (typeof query[name] !== 'string' || query[name] === '')
      faults.push(faultOf('missing-parameter', language, { parameter: name }));
  for (const parameter of Object.keys(query))
    if (!(parameters as readonly string[]).includes(parameter))
      faults.push(faultOf('unknown-parameter', language, { parameter: parameter.slice(0, 80) }));
  const asked = {
    dataset: String(params['dataset']),
    orgUnit: String(query['orgUnit']),
    period: String(query['period']),
  };
  return { asked, faults };
}

function refusal(why: NoTemplate, asked: TemplateAsked, language: Language): Sendable {
  if (why.kind === 'failed') return problemAnswer('unavailable', language);
  const errors = why.faults.map(({ field, reason }) =>
    faultOf(reason, language, { parameter: field, value: asked[field].slice(0, 120) }),
  );
  return problemAnswer('unprocessable', language, { errors });
}

// The name in Chinese for those that read RFC 5987, a plain one for the rest.
const fileHeaders = ({ name }: TemplateFile): MoreHeaders => [
  'Content-Disposition',
  `attachment; filename="template.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  'Cache-Control',
  'private, no-store',
];

/** Route GET /api/v1/datasets/{dataset}/template.xlsx: a workbook to fill in and push. */
export function templateRoute({ identify, admit, known, drawTemplate }: TemplateRoutePorts): RequestHandler {
  const draw = async (request: Request, caller: Caller, language: Language): Promise<Given> => {
    if (!known()) return [problemAnswer('unavailable', language), []];
    const { asked, faults } = readAsked(request, language);
    if (faults.length > 0) return [problemAnswer('invalid-request', language, { errors: [...faults] }), []];
    const file = await drawTemplate(asked, caller);
    if (!file.ok) return [refusal(file.reason, asked, language), []];
    return [{ status: 200, contentType: workbookType, body: file.value.bytes }, fileHeaders(file.value)];
  };

  return async (request, response) => {
    const language = languageOf(request.headers['accept-language']);
    const caller = await identify(request);
    if (!caller.ok) {
      send(response, problemAnswer(caller.reason, language));
      return;
    }
    const admitted = admit(caller.value, response);
    if (admitted.ok) send(response, ...(await draw(request, caller.value, language)));
    else send(response, problemAnswer(admitted.reason.code, language), admitted.reason.headers);
  };
}
